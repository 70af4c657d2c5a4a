package dev.patchbay.ask;

import dev.patchbay.http.ErrorBody;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What all pages have in common: no script, nothing from elsewhere, no frame around them, nothing kept by the browser.
 * The policy for referrers lets a form of ours name its origin, which with {@code no-referrer} it would not, and tells
 * other sites nothing.
 */
enum Layout implements ErrorBody {
    /** How errors are written that the HTTP port itself finds. */
    ERRORS;

    static final String TYPE = "text/html; charset=utf-8";
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f4f4f2;color:#1a1a1a}\
            main{max-width:36rem;margin:2rem auto;padding:1.5rem;background:#fff;border:1px solid #ccc;border-radius:8px}\
            h1{font-size:1.2rem;margin-top:0}\
            .said{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate;border-left:4px solid #888;\
            padding:.25rem .75rem;background:#f8f8f6}\
            label,legend{display:block;margin-top:1rem;overflow-wrap:anywhere;unicode-bidi:isolate}\
            fieldset label{margin-top:0}fieldset{border:0;padding:0;margin:0}\
            input,select{font:inherit;width:100%;box-sizing:border-box;padding:.4rem}\
            input[type=checkbox]{width:auto}\
            .problem{color:#a00000;font-weight:600}\
            button{font:inherit;padding:.5rem 1.5rem;margin:1.5rem .5rem 0 0}\
            .about{color:#444;overflow-wrap:anywhere}""";
    private static final HeaderName POLICY = HeaderName.of("Content-Security-Policy");
    private static final HeaderName REFERRER = HeaderName.of("Referrer-Policy");
    private static final HeaderName SNIFFING = HeaderName.of("X-Content-Type-Options");
    private static final HeaderName OPENER = HeaderName.of("Cross-Origin-Opener-Policy");
    private static final HeaderName RESOURCE = HeaderName.of("Cross-Origin-Resource-Policy");
    private static final HeaderName ROBOTS = HeaderName.of("X-Robots-Tag");
    private static final String CONTENT_POLICY = "default-src 'none'; style-src 'sha256-" + hash(STYLE)
            + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static String hash(String text) {
        try {
            return Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Before anything is answered, so that errors have the headers too. */
    static void headers(HttpExchange exchange) {
        exchange.responseHeader(POLICY, CONTENT_POLICY);
        exchange.responseHeader(REFERRER, "same-origin");
        exchange.responseHeader(HeaderName.CACHE_CONTROL, "no-store");
        exchange.responseHeader(SNIFFING, "nosniff");
        exchange.responseHeader(OPENER, "same-origin");
        exchange.responseHeader(RESOURCE, "same-origin");
        exchange.responseHeader(ROBOTS, "noindex");
        exchange.errorsAs(ERRORS);
    }

    static byte[] page(String title, String content) {
        return new Html().markup("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>Patchbay</title><style>").markup(STYLE)
                .markup("</style></head><body><main><h1>").text(title).markup("</h1>\n").markup(content)
                .markup("</main></body></html>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] message(String title, String text) {
        return page(title, new Html().markup("<p>").text(text).markup("</p>\n").toString());
    }

    @Override
    public String contentType() {
        return TYPE;
    }

    @Override
    public byte[] of(int status, String code, String message) {
        return message("This did not work", message);
    }
}
