package dev.patchbay.admin.resource;

import dev.patchbay.admin.account.OpenIdLogin;
import dev.patchbay.admin.route.About;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Reply;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import java.time.Instant;
import java.util.Optional;

/** {@code /session/oidc}: signing in where the administrators have their accounts already. */
public final class OpenIdRoutes {
    private final Optional<OpenIdLogin> login;

    /** A sign-in that began. */
    @About("Where to sign in, with the browser that has got the cookie of this answer.")
    public record OpenIdStart(@About("Open it in this browser.") String url, Instant expiresAt) {}

    OpenIdRoutes(Optional<OpenIdLogin> login) {
        this.login = login;
    }

    void addTo(RouteTable table) {
        RouteTable.Group session = table.group("session");
        session.add(session.get("/session/oidc", "beginOpenIdSignIn")
                .about("Begins to sign in through the OpenID provider. A browser gets a page with the way there.")
                .by(Right.OPEN).gives(OpenIdStart.class).opened(), this::begin);
        session.add(session.get("/session/oidc/callback", "endOpenIdSignIn")
                .about("Where the OpenID provider sends browsers back to: shows the token of the new session, once.")
                .by(Right.OPEN).accepts("state", "Of the sign-in.").accepts("code", "What the provider gives.")
                .accepts("iss", "Who the provider is.").accepts("error", "Why the provider gives nothing.").opened(),
                this::back);
    }

    private OpenIdLogin login() {
        return login.orElseThrow(() -> new Problem(409, "not_configured",
                "No OpenID provider is configured (admin.oidc.issuer). Sign in with POST /api/v1/session."));
    }

    private Object begin(Call call) {
        OpenIdLogin way = login();
        OpenIdLogin.Begun begun = way.begin(call.origin());
        Reply reply = call.wantsPage()
                ? Reply.page(200, "Sign in to Patchbay", "<p><a href=\"" + Reply.text(begun.address().toString())
                        + "\">Go to " + Reply.text(way.issuer()) + "</a></p>\n<p>Come back within ten minutes.</p>\n")
                : Reply.json(new OpenIdStart(begun.address().toString(), begun.expiresAt()));
        return reply.withCookie(begun.cookie());
    }

    private Object back(Call call) {
        OpenIdLogin way = login();
        try {
            OpenIdLogin.SignedIn signedIn = way.finish(call.query("state").orElse(""), call.query("code").orElse(""),
                    call.query("iss"), call.cookie(way.cookieName()), call.origin());
            return Reply.page(200, "You are signed in",
                    "<p>As " + Reply.text(signedIn.actor().account()) + ", until "
                            + Reply.text(signedIn.expiresAt().toString())
                            + " at the latest. This is the token of your session; it is not shown again:</p>\n<pre>"
                            + Reply.text(signedIn.token())
                            + "</pre>\n<p>Send it as Authorization: Bearer TOKEN. It ends after 30 minutes without use."
                            + " Whoever has it can do what you can.</p>\n");
        } catch (Problem problem) {
            return Reply.page(problem.status(), "You are not signed in",
                    "<p>" + Reply.text(String.valueOf(problem.getMessage())) + "</p>\n");
        }
    }
}
