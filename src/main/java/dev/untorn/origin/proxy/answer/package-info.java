/** How a request of the proxy is answered once: by what was found, or by why nothing was. */
@NullMarked
package dev.untorn.origin.proxy.answer;

import org.jspecify.annotations.NullMarked;
