package leadr.registration.app;

import java.util.Optional;
import leadr.registration.app.Ledger.Call;
import leadr.registration.app.RealServer.Answer;

/** One person who registers: what to send next, and what became of it. For one thread at a time. */
final class Journey {
    private static final int PATIENT_ONES = 8;

    private final Ledger ledger;
    private final MailSink sink;
    private final int number;
    private final String email;
    private final String accountName;
    private Optional<Call> next = Optional.of(Call.INITIATE);
    private String code = "";
    private String token = "";
    /** The epoch in which the next call was sent and not answered. */
    private Optional<Integer> open = Optional.empty();

    Journey(Ledger ledger, MailSink sink, int number) {
        this.ledger = ledger;
        this.sink = sink;
        this.number = number;
        this.email = "maker" + number + "@example.com";
        this.accountName = "Team " + number;
    }

    boolean isOver() {
        return next.isEmpty();
    }

    /** Whether this one keeps the token until the server was started again. */
    boolean isPatient() {
        return number % PATIENT_ONES == 0;
    }

    /** Whether the next thing to do is to read a mail. */
    boolean waitsForMail() {
        return isNext(Call.VERIFY) && sink.codeFor(email).isEmpty();
    }

    boolean isNext(Call call) {
        return next.equals(Optional.of(call));
    }

    /**
     * Makes the next call.
     *
     * @return false when the service is not available: the same call has to be made again
     * @throws RuntimeException when there is no answer at all
     */
    boolean go(RealServer server) {
        Call call = next.orElseThrow();
        Answer answer;
        try {
            answer = send(server, call);
        } catch (RuntimeException cutOff) {
            leaveOpen(call);
            throw cutOff;
        }
        if (answer.status() == 503 && answer.retryAfter().isPresent()) {
            // The commit may have come through all the same.
            leaveOpen(call);
            return false;
        }
        if (answer.status() == (call == Call.VERIFY ? 200 : 201)) {
            open.ifPresent(epoch -> ledger.unanswered(epoch, call, email, false));
            acknowledge(call, answer);
        } else if (open.isPresent() && isDoneBefore(call, answer)) {
            ledger.unanswered(open.get(), call, email, true);
            next = Optional.empty();
        } else {
            ledger.trouble(call + " of " + email + (open.isPresent() ? ", sent again," : "") + " answered " + answer);
            next = Optional.empty();
        }
        open = Optional.empty();
        return true;
    }

    private Answer send(RealServer server, Call call) {
        return switch (call) {
            case INITIATE -> server.initiate(email);
            case VERIFY -> {
                code = sink.codeFor(email).orElseThrow();
                yield server.verify(email, code);
            }
            case COMPLETE -> server.complete(token, accountName);
        };
    }

    private void leaveOpen(Call call) {
        if (call == Call.INITIATE) {
            // Sent again, it would be a second mail: what became of this one shows in the database alone.
            ledger.unanswered(ledger.epoch(), call, email, false);
            next = Optional.empty();
        } else if (open.isEmpty()) {
            open = Optional.of(ledger.epoch());
        }
    }

    private void acknowledge(Call call, Answer answer) {
        switch (call) {
            case INITIATE -> {
                ledger.initiated(email);
                next = Optional.of(Call.VERIFY);
            }
            case VERIFY -> {
                ledger.verified(email, code);
                token = answer.field("verification_token");
                next = Optional.of(Call.COMPLETE);
            }
            case COMPLETE -> {
                ledger.completed(email, answer.field("account_id"), answer.field("api_key"));
                next = Optional.empty();
            }
        }
    }

    /** What is answered to a call that was done, and is sent again because its answer was lost. */
    private static boolean isDoneBefore(Call call, Answer answer) {
        String expected = switch (call) {
            case INITIATE -> throw new IllegalStateException("is not sent again");
            case VERIFY -> "Invalid or expired verification code";
            case COMPLETE -> "Verification token has already been used";
        };
        return answer.status() == 400 && answer.field("detail").equals(expected);
    }

    @Override
    public String toString() {
        return email + ", whose next call is " + next + (waitsForMail() ? " and whose mail did not come," : "");
    }
}
