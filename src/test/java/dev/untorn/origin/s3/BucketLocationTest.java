package dev.untorn.origin.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.config.BucketSettings.Addressing;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BucketLocationTest {
  @ParameterizedTest
  @CsvSource({
    "s3://box, , eu-central-1, AUTO, https://box.s3.eu-central-1.amazonaws.com",
    "s3://box/, , cn-north-1, AUTO, https://box.s3.cn-north-1.amazonaws.com.cn",
    "s3://box, , xx-new-9, AUTO, https://box.s3.xx-new-9.amazonaws.com",
    "s3://my.box/p, , us-east-1, AUTO, https://s3.us-east-1.amazonaws.com/my.box/p",
    "s3://My_Box/p, , us-east-1, AUTO, https://s3.us-east-1.amazonaws.com/My_Box/p",
    "s3://box/p, , us-east-1, PATH, https://s3.us-east-1.amazonaws.com/box/p",
    "s3://box/p/, http://127.0.0.1:9000, us-east-1, AUTO, http://127.0.0.1:9000/box/p",
    "s3://box/p, http://s3.example:9000/, x, VIRTUAL, http://box.s3.example:9000/p",
    "s3://box, https://s3.example/gate/, x, PATH, https://s3.example/gate/box",
    "s3://box, https://s3.example/gate, x, VIRTUAL, https://box.s3.example/gate",
    "s3://box/a%20b/c+d, https://s3.example, x, PATH, https://s3.example/box/a%20b/c%2Bd"
  })
  void a_bucket_is_in_the_host_or_in_the_path(
      String bucket, String endpoint, String region, Addressing addressing, String url) {
    BucketLocation location =
        BucketLocation.of(
            URI.create(bucket), Optional.ofNullable(endpoint).map(URI::create), region, addressing);
    assertEquals(url, location.url().toString());
  }

  @ParameterizedTest
  @CsvSource({"s3://box, ''", "s3://box/, ''", "s3://box/p, p/", "s3://box/a%20b/, a b/"})
  void a_prefix_ends_with_a_slash_so_that_it_confines(String bucket, String prefix) {
    BucketLocation location =
        BucketLocation.of(URI.create(bucket), Optional.empty(), "us-east-1", Addressing.AUTO);
    assertEquals(prefix, location.prefix());
  }
}
