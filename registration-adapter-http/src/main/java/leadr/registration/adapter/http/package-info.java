/** The HTTP API by Javalin. One door: {@link leadr.registration.adapter.http.HttpServer}. */
@NullMarked
@CheckReturnValue
package leadr.registration.adapter.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
