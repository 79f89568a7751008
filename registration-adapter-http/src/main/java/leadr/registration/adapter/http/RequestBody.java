package leadr.registration.adapter.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body of a request in, within its bounds; {@link BodyFirst} has seen to it that nothing is waited for. A call
 * without a body needs no media type. PATCH takes merge patches (RFC 7396) beside plain JSON.
 */
final class RequestBody {
    /** What a body has at most. */
    static final int MAX_BYTES = 64 * 1024;

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private RequestBody() {}

    /**
     * @throws Refusal when it is too large (first), in a coding nobody knows here, of another media type (second), or no
     *     JSON object (third)
     */
    static JsonBody read(HttpServletRequest request) {
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw new Refusal(ProblemCode.CONTENT_TOO_LARGE);
        }
        if (isCodedForTransfer(request)) {
            throw new Refusal(ProblemCode.NOT_IMPLEMENTED);
        }
        byte[] bytes;
        try {
            bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        } catch (IOException broken) {
            throw new Refusal(codeFor(broken));
        }
        if (bytes.length > MAX_BYTES) {
            throw new Refusal(ProblemCode.CONTENT_TOO_LARGE);
        }
        if (bytes.length == 0) {
            return JsonBody.absent();
        }
        boolean patch = request.getMethod().equals("PATCH");
        if (patch && is(MERGE_PATCH, request)) {
            return JsonBody.parseMergePatch(bytes);
        }
        if (!is(JSON, request)) {
            throw new Refusal(patch ? notAPatch() : Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE));
        }
        return JsonBody.parse(bytes);
    }

    /** Jetty takes the body out of its chunks and ignores a coding inside of them: what it leaves is not what was sent. */
    private static boolean isCodedForTransfer(HttpServletRequest request) {
        String coding = request.getHeader("Transfer-Encoding");
        return coding != null && !coding.strip().equalsIgnoreCase("chunked");
    }

    private static Problem notAPatch() {
        return Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE)
                .withDetail("The request body must be " + JSON + " or " + MERGE_PATCH + " in UTF-8")
                .withHeader("Accept-Patch", JSON + ", " + MERGE_PATCH);
    }

    /** What keeps a body from arriving is the client's or the network's doing, never a failure of ours. */
    private static ProblemCode codeFor(IOException broken) {
        for (@Nullable Throwable each = broken; each != null; each = each.getCause()) {
            if (each instanceof TimeoutException) {
                return ProblemCode.REQUEST_TIMEOUT;
            }
            if (each instanceof HttpException refused) {
                return ProblemCode.forStatus(refused.getCode());
            }
        }
        return ProblemCode.BAD_REQUEST;
    }

    private static boolean is(String mediaType, HttpServletRequest request) {
        List<String> types = Collections.list(request.getHeaders("Content-Type"));
        return request.getHeader("Content-Encoding") == null && types.size() == 1 && is(mediaType, types.get(0));
    }

    /** True for the media type, in UTF-8 if a charset is named; other parameters say nothing. */
    private static boolean is(String mediaType, String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals(mediaType)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("charset=")
                    && !parameter
                            .substring("charset=".length())
                            .replace("\"", "")
                            .equals("utf-8")) {
                return false;
            }
        }
        return true;
    }
}
