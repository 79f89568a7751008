@NullMarked
package leadr.registration.adapter.http;

import org.jspecify.annotations.NullMarked;
