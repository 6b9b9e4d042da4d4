package dev.untorn.config.load;

import dev.untorn.config.Size;
import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.SafeText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the configuration file, in YAML 1.2. */
final class FileLayer {
  /** Ten times the reference file; a larger file is not a settings file. */
  private static final long FILE_BYTES_MAX = 256 << 10;

  // Lets complex keys pass the parser, so that they are reported here.
  private static final LoadSettings LOAD =
      LoadSettings.builder().setAllowNonScalarKeys(true).build();

  private FileLayer() {}

  static ConfigSource read(Path file) {
    String name = SafeText.plain(file.toString());
    try {
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        return broken(new ConfigProblem(name, "is not a regular file"));
      } else if (Files.size(file) > FILE_BYTES_MAX) {
        return broken(
            new ConfigProblem(
                name, "is larger than " + new Size(FILE_BYTES_MAX) + ": no settings file"));
      }
      return compose(file, Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return broken(new ConfigProblem(name, "no such file"));
    } catch (AccessDeniedException e) {
      return broken(new ConfigProblem(name, "may not be read by this user"));
    } catch (CharacterCodingException e) {
      return broken(new ConfigProblem(name, "is not text in UTF-8"));
    } catch (IOException e) {
      return broken(new ConfigProblem(name, "can't be read: " + e.getMessage()));
    }
  }

  private static ConfigSource broken(ConfigProblem problem) {
    return new ConfigSource(List.of(), List.of(), List.of(problem));
  }

  private static ConfigSource compose(Path file, String text) {
    try {
      Optional<Node> root = new Compose(LOAD).composeString(text);
      FileWalk walk = new FileWalk(file);
      root.ifPresent(walk::root);
      return walk.configSource();
    } catch (MarkedYamlEngineException e) {
      Provenance place =
          e.getProblemMark()
              .map(m -> new Provenance.InFile(file, m.getLine() + 1, m.getColumn() + 1))
              .orElse(new Provenance.InFile(file, 1, 1));
      return broken(ConfigProblem.at(place, "not YAML", e.getProblem()));
    } catch (YamlEngineException e) {
      return broken(
          new ConfigProblem(
              SafeText.plain(file.toString()),
              "not YAML: " + SafeText.plain(String.valueOf(e.getMessage()))));
    }
  }
}
