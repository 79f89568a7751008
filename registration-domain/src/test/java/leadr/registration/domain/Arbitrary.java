package leadr.registration.domain;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Random input that can be had again: the same seeds at every run, and the seed is in every assertion message. */
public final class Arbitrary {
    private static final int[] TROUBLEMAKERS = {
        0, '\t', '\n', '\r', ' ', '-', '_', '.', '@', '"', '[', 0x7F, 0xA0, 0xDF, 0xE9, 0x130, 0x131, 0x17F, 0x300,
        0x327, 0x3C2, 0x3C3, 0x1E9E, 0x200B, 0x200D, 0x202E, 0x2028, 0x212A, 0x3002, 0xD800, 0xDBFF, 0xDC00, 0xDFFF,
        0xFB01, 0xFEFF, 0xFF0E, 0xFF21, 0xFFFD, 0xFFFF, 0x1F600, 0xE0001, 0x10FFFF
    };

    private Arbitrary() {}

    /** A property: holds for whatever the generator gives, or fails with a message that names the seed. */
    public interface Property {
        void holdsFor(RandomGenerator random, String seed);
    }

    /** Checks a property with each of the seeds from 1 to {@code cases}. */
    public static void check(int cases, Property property) {
        for (long seed = 1; seed <= cases; seed++) {
            property.holdsFor(new SplittableRandom(seed), "seed " + seed);
        }
    }

    /** Text of anything a Java string can hold, lone surrogates too; troublemakers and ASCII are frequent. */
    public static String text(RandomGenerator random, int maxLength) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(maxLength + 1);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(codePoint(random));
        }
        return text.toString();
    }

    /** Text of the given characters only. */
    public static String textOf(String characters, RandomGenerator random, int maxLength) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(maxLength + 1);
        for (int i = 0; i < length; i++) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }

    /** Whether reading the text works out; anything but {@link InvalidValue} goes through and fails the test. */
    public static boolean isTaken(String text, Consumer<String> reader) {
        try {
            reader.accept(text);
            return true;
        } catch (InvalidValue refused) {
            return false;
        }
    }

    private static int codePoint(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> TROUBLEMAKERS[random.nextInt(TROUBLEMAKERS.length)];
            case 1 -> random.nextInt(0x250);
            case 2 -> random.nextInt(0x10000);
            case 3 -> random.nextInt(Character.MAX_CODE_POINT + 1);
            default -> random.nextInt(0x20, 0x7F);
        };
    }
}
