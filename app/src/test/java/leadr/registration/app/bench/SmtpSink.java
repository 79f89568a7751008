package leadr.registration.app.bench;

import java.util.HashSet;
import java.util.Set;
import leadr.registration.app.SmtpListener;

/** A mail server that keeps nothing but ids and times. */
final class SmtpSink implements AutoCloseable {
    private final Set<String> ids = new HashSet<>();
    private final SmtpListener server = SmtpListener.start(mail -> arrived(mail.id()));
    private int mails;
    private long first;
    private long last;

    int port() {
        return server.port();
    }

    /**
     * Waits for so many mails.
     *
     * @return mails a second, from the first to the last
     * @throws WrongAnswer when none comes for a minute, or one comes twice
     */
    synchronized double await(int expected) throws InterruptedException {
        while (mails < expected) {
            int before = mails;
            wait(60_000);
            if (mails == before) {
                throw new WrongAnswer(mails + " mails of " + expected + " arrived");
            }
        }
        double rate = (mails - 1) / ((last - first) / 1e9);
        requireEachOnce(expected);
        return rate;
    }

    /** @throws WrongAnswer when there are more or fewer, or one came twice */
    synchronized void requireEachOnce(int expected) {
        if (mails != expected || ids.size() != expected) {
            throw new WrongAnswer(mails + " mails with " + ids.size() + " ids arrived, not " + expected);
        }
    }

    private synchronized void arrived(String id) {
        last = System.nanoTime();
        first = mails == 0 ? last : first;
        mails++;
        ids.add(id);
        notifyAll();
    }

    @Override
    public void close() {
        server.close();
    }
}
