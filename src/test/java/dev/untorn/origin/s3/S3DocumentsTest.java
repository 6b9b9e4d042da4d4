package dev.untorn.origin.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.origin.s3.ListingDocument.BucketObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What S3 says in XML. */
final class S3DocumentsTest {
  private static final String ERROR =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Error><Code>PermanentRedirect</Code><Message>no &amp; no</Message>\
      <Endpoint>box.s3.eu-central-1.amazonaws.com</Endpoint><Region>eu-central-1</Region></Error>
      """;

  private static final String LISTING =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
        <Name>box</Name><Prefix>p/</Prefix><KeyCount>3</KeyCount><MaxKeys>1000</MaxKeys>
        <Contents><Key>p/a+b%2B%C3%BC</Key><LastModified>2026-11-28T09:43:52.123Z</LastModified>
          <ETag>&quot;x&quot;</ETag><Size>5000000000</Size>
          <Owner><ID>1</ID><DisplayName>2</DisplayName></Owner></Contents>
        <Contents><Key>p/c</Key><LastModified>2026-11-28T09:43:53Z</LastModified><Size>0</Size>
        </Contents>
        <CommonPrefixes><Prefix>p/dir/</Prefix></CommonPrefixes>
        %s
      </ListBucketResult>
      """;

  private static Optional<ListingDocument> listing(String more) {
    return ListingDocument.parse(LISTING.replace("%s", more).getBytes(UTF_8));
  }

  @Test
  void an_error_has_a_code_and_perhaps_a_region() {
    assertEquals(
        Optional.of(new ErrorDocument("PermanentRedirect", "eu-central-1")),
        ErrorDocument.parse(ERROR.getBytes(UTF_8)));
  }

  @Test
  void a_listing_has_objects_and_folders_and_is_decoded_if_it_says_so() {
    assertEquals(
        Optional.of(
            new ListingDocument(
                List.of(
                    new BucketObject("p/a b+\u00fc", 5_000_000_000L, 1_795_859_032),
                    new BucketObject("p/c", 0, 1_795_859_033)),
                List.of("p/dir/"),
                Optional.empty())),
        listing("<IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>"));
    assertEquals(
        "p/a+b%2B%C3%BC", listing("").orElseThrow().objects().getFirst().key(), "as it is written");
  }

  @Test
  void a_listing_that_goes_on_says_how_or_is_none() {
    assertEquals(
        Optional.of("a+/="),
        listing(
                "<IsTruncated>true</IsTruncated><NextContinuationToken>a+/=</NextContinuationToken>")
            .orElseThrow()
            .next());
    assertEquals(Optional.empty(), listing("<IsTruncated>true</IsTruncated>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "<Error><Code>A</Code>",
        "<html><Code>A</Code></html>",
        "<!DOCTYPE Error [<!ENTITY e 'x'>]><Error><Code>&e;</Code></Error>",
        "<!DOCTYPE Error [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Error><Code>&e;</Code></Error>",
        "<!DOCTYPE Error SYSTEM 'http://127.0.0.1:9/x'><Error><Code>A</Code></Error>",
        "<Error><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a>"
            + "</a></a></a></a></a></a></a></a></a></a></a></a></Error>"
      })
  void what_is_no_error_of_s3_says_nothing(String text) {
    assertEquals(Optional.empty(), ErrorDocument.parse(text.getBytes(UTF_8)));
    assertEquals(Optional.empty(), ListingDocument.parse(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Contents><Key>k</Key><Size>many</Size></Contents>",
        "<Contents><Key>k</Key><LastModified>today</LastModified></Contents>",
        "<EncodingType>url</EncodingType><Contents><Key>%zz</Key></Contents>"
      })
  void a_listing_that_cannot_be_understood_is_none(String more) {
    assertEquals(Optional.empty(), listing(more));
  }
}
