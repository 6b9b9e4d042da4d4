package dev.untorn.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A request of which only the head of the final response is read. Accepts heads that usual clients
 * accept, even if they are not valid. Used once.
 */
public final class HeadRequest implements ReplyReader.Listener {
  /** Far more than servers send. */
  private static final int HEAD_BYTES_MAX = 64 * 1024;

  private final ByteBuffer buffer = ByteBuffer.allocate(HEAD_BYTES_MAX);
  private final ReplyReader reader = new ReplyReader(new ReplyHead(), HEAD_BYTES_MAX, true, this);
  private int status;
  private Fields fields = Fields.NONE;
  private boolean malformed;

  /**
   * Sends a request and reads the head. Returns COMPLETE, MALFORMED, or why the head did not come.
   */
  public Ending send(DeadlineSocket connection, String octets) throws IOException {
    var _ = connection.send(octets);
    Deadline deadline = connection.deadline();
    while (status == 0 && !malformed) {
      Ending ending = connection.read(buffer.clear(), deadline);
      if (ending != Ending.COMPLETE) {
        return ending;
      }
      var _ = reader.take(buffer.flip(), 0, buffer.limit());
    }
    return malformed ? Ending.MALFORMED : Ending.COMPLETE;
  }

  public int status() {
    return status;
  }

  /** The value of the first field line of this name. */
  public Optional<String> field(String name) {
    return fields.first(name);
  }

  @Override
  public boolean began(ReplyHead head) {
    status = head.status();
    fields = head.fields();
    return false;
  }

  @Override
  public boolean ended() {
    return false;
  }

  @Override
  public void malformed(String why) {
    malformed = true;
  }
}
