package leadr.registration.domain;

import java.util.Locale;
import java.util.function.Supplier;

/** A default locale that folds {@code i} and {@code I} differently, for the time of one call. */
public final class TurkishLocale {
    private TurkishLocale() {}

    public static <T> T during(Supplier<T> action) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            return action.get();
        } finally {
            Locale.setDefault(before);
        }
    }
}
