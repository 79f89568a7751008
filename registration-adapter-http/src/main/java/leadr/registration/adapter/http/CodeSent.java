package leadr.registration.adapter.http;

import java.time.Duration;

/** What is answered to whoever asks for a code, whether or not one was sent. */
record CodeSent(String message, long codeExpiresIn) {
    static CodeSent livingFor(Duration life) {
        return new CodeSent("Verification code sent to email", life.toSeconds());
    }
}
