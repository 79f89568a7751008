package planted.domain;

import java.security.SecureRandom;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Throws dice in every way there is. */
final class Dice {
    UUID id() {
        return UUID.randomUUID();
    }

    double fraction() {
        return Math.random();
    }

    Random seeded() {
        return new Random(42);
    }

    SecureRandom secure() {
        return new SecureRandom();
    }

    int local() {
        return ThreadLocalRandom.current().nextInt();
    }

    long passedIn(RandomGenerator random) {
        return random.nextLong();
    }
}
