package dev.untorn.lab.check;

import dev.untorn.lab.check.Promise.Retention;
import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.History;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Head;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.writer.LabFile;
import dev.untorn.lab.writer.WriterKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A history made by hand. State s is written from 100 s to 100 s + 60 and closed at 100 s + 70; its
 * file's time is s seconds after the epoch.
 */
final class HistoryBuilder {
  static final int BLOCKS = 128;
  static final long SIZE = BLOCKS * 512L;
  private static final int STATES = 10;

  private final WriterKind writer;
  private final Retention retention;
  private final List<Observation> told = new ArrayList<>();

  HistoryBuilder(WriterKind writer) {
    this(writer, Retention.NONE);
  }

  /** Of a server that keeps replaced versions. */
  HistoryBuilder(WriterKind writer, Retention retention) {
    this.writer = writer;
    this.retention = retention;
  }

  static Telling telling(Question question) {
    return new Telling(question);
  }

  /** Adds an exchange that happened, too, for what is learned from all of them. */
  HistoryBuilder after(Observation... earlier) {
    told.addAll(List.of(earlier));
    return this;
  }

  Verdict judge(Observation seen) {
    List<Commit> commits = new ArrayList<>();
    for (long state = 0; state < STATES; state++) {
      long begin = 100 * state;
      commits.add(
          new Commit(
              state,
              begin,
              state,
              0,
              begin + 60,
              begin + 70,
              state,
              begin + 60,
              writer == WriterKind.UPLOAD ? Commit.Effect.NEW_FILE : Commit.Effect.IN_PLACE));
    }
    told.add(seen);
    LabFile file = LabFile.of(Path.of("x"), new BlockPattern(1), SIZE);
    Oracle oracle =
        new Oracle(writer.model(file), writer.exposure(), new History(commits, told), retention);
    return Judge.judge(seen, oracle);
  }

  /** An exchange being told. Complete, 200, all of version 4, at a time when that is the newest. */
  static final class Telling {
    private final Question question;
    private Optional<Observation> basis = Optional.empty();
    private long start = 480;
    private long end = 490;
    private int status = 200;
    private Optional<String> tag = Optional.empty();
    private Optional<String> date = Optional.empty();
    private Optional<String> ownAddress = Optional.empty();
    private long total = SIZE;
    private long offset;
    private List<BlockRun> runs = List.of(BlockRun.of(0, BLOCKS, 4));
    private long excess;
    private Close close = Close.COMPLETE;

    Telling(Question question) {
      this.question = question;
    }

    Telling at(long startNanos, long endNanos) {
      start = startNanos;
      end = endNanos;
      return this;
    }

    Telling of(BlockRun... some) {
      runs = List.of(some);
      offset = some.length == 0 ? 0 : some[0].first() * 512L;
      return this;
    }

    Telling total(long bytes) {
      total = bytes;
      return this;
    }

    Telling status(int code) {
      status = code;
      return this;
    }

    Telling tag(String value) {
      tag = Optional.of(value);
      return this;
    }

    Telling date(String value) {
      date = Optional.of(value);
      return this;
    }

    /** The server gave the version an address of its own. */
    Telling addressed() {
      ownAddress = Optional.of("?version=x");
      return this;
    }

    Telling upon(Observation earlier) {
      basis = Optional.of(earlier);
      return this;
    }

    Telling excess(long bytes) {
      excess = bytes;
      return this;
    }

    Telling close(Close how) {
      close = how;
      return this;
    }

    Observation seen() {
      long size = runs.stream().mapToLong(run -> run.count() * 512L).sum();
      Head head =
          new Head(
              status,
              tag,
              date,
              OptionalLong.of(total),
              OptionalLong.of(total),
              OptionalLong.empty(),
              ownAddress);
      Blocks blocks = new Blocks(offset, size, runs);
      return new Observation(
          1, question, basis, start, start + 1, end, head, blocks, excess, close);
    }
  }
}
