package dev.patchbay.server.running;

import dev.patchbay.ask.AskEvents;
import dev.patchbay.ask.AskOptions;
import dev.patchbay.ask.AskPages;
import dev.patchbay.audit.Audit;
import dev.patchbay.audit.SecurityEvent;
import dev.patchbay.invocation.Origin;
import dev.patchbay.invocation.Pages;
import dev.patchbay.security.Authenticator;
import dev.patchbay.security.token.TokenSettings;
import dev.patchbay.security.token.UserSignIn;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ServeSettings;
import dev.patchbay.server.configuration.Settings;
import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions on pages as the configuration says, recorded in the audit trail where there is one. */
final class QuestionPages {
    private static final Logger LOG = LoggerFactory.getLogger(QuestionPages.class);
    private static final String MCP_PATH = "/mcp";

    private QuestionPages() {}

    static AskPages of(Configuration configuration, Authenticator authenticator, Optional<Audit> audit)
            throws IOException {
        AskOptions options = AskOptions.defaults();
        return new AskPages(base(configuration).map(options::withBase).orElse(options), authenticator,
                audit.isPresent() ? signIn(configuration) : Optional.empty(),
                audit.map(QuestionPages::recorded).orElse(QuestionPages::logged));
    }

    private static Optional<UserSignIn> signIn(Configuration configuration) throws IOException {
        String client = configuration.get(ServeSettings.OAUTH_PAGE_CLIENT_ID);
        Optional<TokenSettings> tokens = client.isEmpty() ? Optional.empty() : OAuthSettings.of(configuration);
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new UserSignIn(tokens.get(),
                    new UserSignIn.Client(client, configuration.get(ServeSettings.OAUTH_PAGE_CLIENT_SECRET)),
                    SSLContext.getDefault()));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("This Java has no TLS", e);
        }
    }

    /** Where browsers reach the port, if anybody has said so. */
    private static Optional<URI> base(Configuration configuration) {
        String url = configuration.get(Settings.MCP_PUBLIC_URL);
        if (!url.isEmpty()) {
            return Optional.of(URI.create(url));
        }
        String resource = configuration.get(ServeSettings.OAUTH_RESOURCE);
        if (resource.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(resource.endsWith(MCP_PATH)
                ? URI.create(resource.substring(0, resource.length() - MCP_PATH.length()))
                : origin(URI.create(resource)));
    }

    private static URI origin(URI url) {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    private static AskEvents recorded(Audit audit) {
        return (what, question, address) -> {
            logged(what, question, address);
            audit.security(new SecurityEvent("question", question.caller().id(), question.name(),
                    what == AskEvents.What.REFUSED ? "denied" : "allowed", reason(what),
                    Map.of("instance", question.instance(), "question", question.key()), new Origin("http", address)));
        };
    }

    /** The id of a page is a secret, and what is filled in a greater one. */
    private static void logged(AskEvents.What what, Pages.Question question, String address) {
        if (what == AskEvents.What.REFUSED) {
            LOG.warn("A question of {} for client {} was opened from {} by somebody who is not that client",
                    question.instance(), question.caller().id(), address);
        } else {
            LOG.info("A question of {} for client {}: {}", question.instance(), question.caller().id(), reason(what));
        }
    }

    private static String reason(AskEvents.What what) {
        return switch (what) {
            case OPENED -> "opened";
            case ANSWERED -> "answered";
            case DECLINED -> "declined";
            case REFUSED -> "not_the_caller";
        };
    }
}
