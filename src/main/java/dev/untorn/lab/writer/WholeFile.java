package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Changes all of a file at a time. */
abstract sealed class WholeFile implements Writer
    permits InPlace, HeldOpen, Rewrite, AtomicRename, MappedStores {
  private final Site site;
  private final Draft draft;
  private ByteBuffer body = ByteBuffer.allocate(0);

  WholeFile(Site site) {
    this.site = site;
    this.draft = new Draft(site.pattern());
  }

  @Override
  public final void prepare(long state) {
    body = draft.body(state, site.sizeBytes());
  }

  @Override
  public final Commit change(long state) throws IOException {
    CommitTimer timer = new CommitTimer(state);
    put(body, site, timer);
    return timer.committed(site.file());
  }

  @Override
  public void close() throws IOException {
    draft.close();
  }

  /** Makes these the bytes of the file, and tells the timer when the last was written. */
  abstract void put(ByteBuffer bytes, Site site, CommitTimer timer) throws IOException;
}
