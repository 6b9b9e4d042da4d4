package dev.untorn.origin.upstream.connect;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** TLS towards upstreams: always verified, for the host's name and by trusted authorities. */
public final class ClientTls {
  private final Supplier<SslContext> context;

  private ClientTls(Supplier<SslContext> context) {
    this.context = context;
  }

  /** What became of reading certificates. */
  public sealed interface Loading {
    record Loaded(ClientTls tls) implements Loading {}

    /** The reason is for people. */
    record Refused(String reason) implements Loading {}
  }

  /** The authorities that Java trusts, read when they are needed first. */
  private static final class SystemTrust {
    static final SslContext CONTEXT = read();

    private static SslContext read() {
      try {
        return base().build();
      } catch (SSLException e) {
        throw new IllegalStateException("Java's own certificates cannot be read", e);
      }
    }
  }

  /** Trusts the authorities that Java trusts. */
  public static ClientTls system() {
    return new ClientTls(() -> SystemTrust.CONTEXT);
  }

  /** Trusts the authorities of a PEM file, and no others. May block. */
  public static Loading trusting(Path authorities) {
    try {
      SslContext context = base().trustManager(authorities.toFile()).build();
      return new Loading.Loaded(new ClientTls(() -> context));
    } catch (IllegalArgumentException | SSLException e) {
      return new Loading.Refused(authorities + ": " + TlsFailures.reason(e));
    }
  }

  private static SslContextBuilder base() {
    return SslContextBuilder.forClient()
        .endpointIdentificationAlgorithm("HTTPS") // RFC 9110, 4.3.4
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_1_1));
  }

  /** Reads what is still to be read; may block. */
  public void prepare() {
    var _ = context.get();
  }

  /** Begins on a connected channel; the future has failed if the upstream is not who it should. */
  Future<Channel> handshake(Channel channel, Endpoint endpoint) {
    SslHandler handler =
        context.get().newHandler(channel.alloc(), endpoint.host(), endpoint.port());
    name(handler.engine(), endpoint.host());
    handler.setHandshakeTimeoutMillis(0); // Whoever connects has a deadline for all of it.
    channel.pipeline().addFirst(handler);
    channel.read();
    return handler.handshakeFuture();
  }

  /** Java itself sends no name without a dot (RFC 6066, 3: none of an address). */
  private static void name(SSLEngine engine, String host) {
    if (!NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host)) {
      try {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        engine.setSSLParameters(parameters);
      } catch (IllegalArgumentException e) {
        return; // No name that TLS can carry, such as one with an underscore.
      }
    }
  }
}
