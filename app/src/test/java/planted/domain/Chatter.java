package planted.domain;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import planted.app.Wiring;
import planted.application.order.PlaceOrder;

/** Talks to everybody. */
final class Chatter {
    void slf4j() {
        LoggerFactory.getLogger(Chatter.class).info("hello");
    }

    void jul() {
        java.util.logging.Logger.getLogger("chatter").info("hello");
    }

    void platform(System.Logger logger) {
        logger.log(System.Logger.Level.INFO, "hello");
    }

    void out() {
        System.out.println("hello");
    }

    void err(RuntimeException failure) {
        System.err.println("hello");
        failure.printStackTrace();
    }

    String surroundings() {
        return System.getenv("HOME");
    }

    String file(Path path) throws IOException {
        return Files.readString(path);
    }

    boolean oldFile(File file) {
        return file.exists();
    }

    Object net(URL url) throws IOException {
        return url.getContent();
    }

    PlaceOrder application() {
        return new PlaceOrder();
    }

    Wiring wiring() {
        return new Wiring();
    }
}
