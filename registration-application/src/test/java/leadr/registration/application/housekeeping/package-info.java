@NullMarked
package leadr.registration.application.housekeeping;

import org.jspecify.annotations.NullMarked;
