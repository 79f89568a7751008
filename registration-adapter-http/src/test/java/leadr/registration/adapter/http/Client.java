package leadr.registration.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Somebody who calls with a key. */
record Client(Api api, String key) {
    private static final String JSON = "application/json";

    HttpRequest.Builder request(String path) {
        return api.request(path).header("leadr-api-key", key);
    }

    HttpResponse<String> get(String path) {
        return api.send(request(path).GET());
    }

    @CanIgnoreReturnValue
    HttpResponse<String> post(String path, String json) {
        return sendAs("POST", JSON, path, json);
    }

    HttpResponse<String> postEmpty(String path) {
        return api.send(request(path).POST(BodyPublishers.noBody()));
    }

    /** Posts with an idempotency key. */
    HttpResponse<String> post(String path, String json, String idempotencyKey) {
        return api.send(request(path)
                .header("Content-Type", JSON)
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(json)));
    }

    @CanIgnoreReturnValue
    HttpResponse<String> patch(String path, String json) {
        return sendAs("PATCH", JSON, path, json);
    }

    HttpResponse<String> mergePatch(String path, String json) {
        return sendAs("PATCH", "application/merge-patch+json", path, json);
    }

    HttpResponse<String> sendAs(String method, String mediaType, String path, String body) {
        return api.send(request(path).header("Content-Type", mediaType).method(method, BodyPublishers.ofString(body)));
    }

    @CanIgnoreReturnValue
    HttpResponse<String> delete(String path) {
        return api.send(request(path).DELETE());
    }

    /** Makes a jam code with these fields beside its text and description. */
    JsonNode jamCode(String code, String moreFields) {
        HttpResponse<String> made = post("/v1/jam-codes", jamCodeBody(code, moreFields));
        if (made.statusCode() != 201) {
            throw new AssertionError(made.body());
        }
        return Api.json(made);
    }

    /** Makes a jam code and answers its path. */
    String jamCodePath(String code, String moreFields) {
        return "/v1/jam-codes/" + jamCode(code, moreFields).get("id").textValue();
    }

    static String jamCodeBody(String code, String moreFields) {
        return "{\"code\":\"" + code + "\",\"description\":\"For a test\"" + moreFields + "}";
    }

    HttpResponse<String> redeem(String code) {
        return post("/v1/jam-codes/redeem", "{\"code\":\"" + code + "\"}");
    }
}
