/**
 * Persistence with Hibernate: {@link leadr.registration.adapter.jpa.JpaPersistence} is the door. Rows are written and read
 * as they are told (a stateless session): no dirty checking, no lazy loading, no cascade.
 */
@NullMarked
@CheckReturnValue
package leadr.registration.adapter.jpa;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
