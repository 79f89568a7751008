/** For tests of anything that uses or implements the ports: contracts, an in-memory store, a clock that is moved. */
@NullMarked
package leadr.registration.application.testkit;

import org.jspecify.annotations.NullMarked;
