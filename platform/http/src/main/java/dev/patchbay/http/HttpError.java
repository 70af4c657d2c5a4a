package dev.patchbay.http;

import dev.patchbay.protocol.json.JsonWriter;

/** The body of an answer to a request that was no message, or not for us. */
public final class HttpError {
    private HttpError() {}

    /**
     * The body.
     *
     * @param code a word for programs
     * @param message what is wrong and what to do
     */
    public static byte[] json(String code, String message) {
        return JsonWriter.create().beginObject().field("error", code).field("message", message).endObject().toBytes();
    }
}
