package dev.patchbay.http;

import io.undertow.server.HttpServerExchange;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses URLs that carry credentials: they end in logs and histories, and nobody reads them here.
 *
 * <p>Source: OAuth 2.1, section 5; MCP 2026-07-28, basic/authorization, "Token Requirements".
 */
final class UrlRule {
    /** Without case and punctuation. */
    private static final Set<String> CREDENTIALS = Set.of("accesstoken", "token", "idtoken", "refreshtoken",
            "authtoken", "bearertoken", "bearer", "authorization", "apikey", "xapikey", "apitoken", "apisecret",
            "clientsecret", "jwt");

    private UrlRule() {}

    /** Whether a parameter of the query or of the path is one that credentials travel in. */
    static boolean carriesCredentials(HttpServerExchange exchange) {
        return (!exchange.getQueryString().isEmpty() && anyOf(exchange.getQueryParameters().keySet()))
                || (!exchange.getPathParameters().isEmpty() && anyOf(exchange.getPathParameters().keySet()));
    }

    private static boolean anyOf(Set<String> names) {
        for (String name : names) {
            StringBuilder letters = new StringBuilder(name.length());
            name.chars().filter(Character::isLetterOrDigit).forEach(c -> letters.append((char) c));
            if (CREDENTIALS.contains(letters.toString().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
