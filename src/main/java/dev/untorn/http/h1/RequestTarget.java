package dev.untorn.http.h1;

import dev.untorn.http.RequestMethod;
import dev.untorn.http.h1.RequestParser.Malformed;

/** The forms of a request target (RFC 9112, 3.2). */
sealed interface RequestTarget permits RequestTarget.Split, Malformed {
  /**
   * A target in its parts.
   *
   * @param authority of absolute-form and authority-form; else empty
   */
  record Split(String path, String query, String authority) implements RequestTarget {}

  /** Splits a target that has only allowed characters. */
  static RequestTarget split(RequestMethod method, String target) {
    if (method == RequestMethod.CONNECT) {
      return HostField.isValidWithPort(target)
          ? new Split("", "", target)
          : new Malformed(400, "CONNECT needs a host and a port");
    }
    if (target.charAt(0) == '/') {
      return originForm(target, "");
    }
    if (target.equals("*")) {
      return method == RequestMethod.OPTIONS
          ? new Split("*", "", "")
          : new Malformed(400, "only OPTIONS may ask for *");
    }
    return absoluteForm(method, target);
  }

  private static Split originForm(String target, String authority) {
    int question = target.indexOf('?');
    return question < 0
        ? new Split(target, "", authority)
        : new Split(target.substring(0, question), target.substring(question + 1), authority);
  }

  private static RequestTarget absoluteForm(RequestMethod method, String target) {
    int start = afterScheme(target);
    if (start < 0) {
      return new Malformed(400, "the request target is neither a path nor an http or https URI");
    }
    int end = start;
    while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
      end++;
    }
    String authority = target.substring(start, end);
    if (!HostField.isValid(authority)) {
      return new Malformed(400, "the request target's host is invalid");
    }
    if (end < target.length()) {
      String rest = target.substring(end);
      return originForm(rest.charAt(0) == '/' ? rest : "/" + rest, authority);
    }
    // Without path and query, OPTIONS means the server as a whole (RFC 9112, 3.2.4).
    return new Split(method == RequestMethod.OPTIONS ? "*" : "/", "", authority);
  }

  private static int afterScheme(String target) {
    for (String scheme : new String[] {"http://", "https://"}) {
      if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return scheme.length();
      }
    }
    return -1;
  }
}
