/**
 * What an S3 bucket needs beyond an HTTP origin: keys in URLs, signed requests, and answers that
 * are read as S3 means them.
 *
 * <pre>
 * KeyPath             a client's path as the one canonical path of an object's key
 * BucketLocation      where a bucket is, and for which region its requests are signed
 * RequestSigner       Signature Version 4, by the AWS SDK
 * CredentialSource    who signs: the AWS SDK's chain, asked by one worker at a time
 * BucketClient        sends signed requests, and reads their answers
 * ObjectRequests      requests for objects, as S3 has them; ObjectResponses: as clients have them
 * BucketLister        the objects below a path, of some pages of S3
 * FolderLists         each list is made once for all who ask at the same time
 * checksum            what a bucket names of whole objects, and bodies that are compared with it
 * ErrorDocument, ListingDocument    what S3 says in XML
 * </pre>
 */
@NullMarked
package dev.untorn.origin.s3;

import org.jspecify.annotations.NullMarked;
