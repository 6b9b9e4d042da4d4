package dev.untorn.config.load;

import dev.untorn.config.Size;
import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.SafeText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the configuration file, in YAML 1.2. */
final class FileSource {
  /** Ten times the reference file; a larger file is not a settings file. */
  private static final long FILE_BYTES_MAX = 256 << 10;

  // Lets complex keys pass the parser, so that they are reported here.
  private static final LoadSettings LOAD =
      LoadSettings.builder().setAllowNonScalarKeys(true).build();

  private FileSource() {}

  static ConfigSource read(Path file) {
    String name = SafeText.plain(file.toString());
    try {
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        return broken(name, "is not a regular file");
      } else if (Files.size(file) > FILE_BYTES_MAX) {
        return broken(name, "is larger than " + new Size(FILE_BYTES_MAX) + ": no settings file");
      }
      FileWalk walk = new FileWalk(file, new ConfigSource());
      new Compose(LOAD).composeString(Files.readString(file)).ifPresent(walk::root);
      return walk.source();
    } catch (NoSuchFileException e) {
      return broken(name, "no such file");
    } catch (AccessDeniedException e) {
      return broken(name, "may not be read by this user");
    } catch (CharacterCodingException e) {
      return broken(name, "is not text in UTF-8");
    } catch (IOException e) {
      return broken(name, "can't be read: " + e.getMessage());
    } catch (MarkedYamlEngineException e) {
      Provenance place =
          e.getProblemMark()
              .map(m -> new Provenance.InFile(file, m.getLine() + 1, m.getColumn() + 1))
              .orElse(new Provenance.InFile(file, 1, 1));
      return broken(ConfigProblem.at(place, "not YAML", e.getProblem()));
    } catch (YamlEngineException e) {
      return broken(name, "not YAML: " + SafeText.plain(String.valueOf(e.getMessage())));
    }
  }

  private static ConfigSource broken(String place, String what) {
    return broken(new ConfigProblem(place, what));
  }

  private static ConfigSource broken(ConfigProblem problem) {
    return new ConfigSource(List.of(), List.of(), List.of(), List.of(problem));
  }
}
