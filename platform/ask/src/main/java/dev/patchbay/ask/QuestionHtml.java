package dev.patchbay.ask;

import dev.patchbay.invocation.Pages;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The page of a question, for who was found to be the caller; and the one that finds out. */
final class QuestionHtml {
    static final String PROOF = "proof";
    static final String ACTION = "action";
    static final String KEY = "key";

    private QuestionHtml() {}

    /** Says nothing of the question: whoever has the address sees it. */
    static byte[] key() {
        return Layout.page("Who are you?", """
                <p>An MCP client has called a tool of this server, and the tool has a question for its user. It is shown \
                to nobody else: type the API key that your MCP client uses. The key is checked and not kept.</p>
                <form method="post" autocomplete="off">
                <label for="key">API key</label>
                <input id="key" name="key" type="password" autocomplete="off" required maxlength="200">
                <button type="submit">Go on</button>
                </form>
                """);
    }

    /** Says nothing of the question either. */
    static byte[] signIn(String issuer, URI address) {
        return Layout.page("Who are you?", new Html().markup("""
                <p>An MCP client has called a tool of this server, and the tool has a question for its user. It is shown \
                to nobody else: sign in with the account that your MCP client uses.</p>
                <p><a rel="noreferrer" href="\
                """).text(address.toString()).markup("\">Sign in at ").text(issuer)
                .markup("</a></p>\n").toString());
    }

    /**
     * The question.
     *
     * @param address where it is, which is not where a browser shows it that comes back from signing in
     * @param sent what was filled in before, by name of the field
     * @param problems what is wrong with it
     */
    static byte[] question(String address, Page page, List<Field> fields, String proof, Map<String, List<String>> sent,
            Map<String, String> problems) {
        Pages.Question question = page.question;
        Html html = new Html().markup("<p class=\"about\">The plugin <b>").text(question.instance())
                .markup("</b> asks, while your MCP client <b>").text(question.caller().displayName())
                .markup("</b> waits for <b>").text(question.name())
                .markup("</b>. What you fill in goes to this plugin on"
                        + " this server, and not through the MCP client or its model. The plugin says:</p>\n"
                        + "<p class=\"said\">")
                .text(question.request().message()).markup("</p>\n");
        if (problems.containsKey("")) {
            html.markup("<p class=\"problem\">").text(problems.getOrDefault("", "")).markup("</p>\n");
        }
        html.markup("<form method=\"post\" action=\"").text(address)
                .markup("\" autocomplete=\"off\"><input type=\"hidden\" name=\"" + PROOF + "\" value=\"")
                .text(proof).markup("\">\n");
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            field(html, "f" + i, field,
                    field.isSecret() ? List.of() : sent.getOrDefault(field.name(), field.initial()));
            String problem = problems.get(field.name());
            if (problem != null) {
                html.markup("<p class=\"problem\">").text(problem).markup("</p>\n");
            }
        }
        html.markup("<button type=\"submit\" name=\"action\" value=\"accept\">Accept</button>"
                + "<button type=\"submit\" name=\"action\" value=\"decline\" formnovalidate>Decline</button></form>\n");
        return Layout.page("A question of a plugin", html.toString());
    }

    private static void field(Html html, String id, Field field, List<String> held) {
        switch (field.kind()) {
            case BOX -> {
                box(html, field, "true", field.label(), held.contains("true"));
                html.markup("\n");
            }
            case CHOICES -> {
                html.markup("<fieldset><legend>").text(field.label()).markup("</legend>\n");
                field.options().forEach(option -> box(html, field, option.value(), option.title(),
                        held.contains(option.value())));
                html.markup("</fieldset>\n");
            }
            case CHOICE -> choice(html, id, field, held);
            default -> input(html, id, field, held);
        }
    }

    private static void box(Html html, Field field, String value, String title, boolean isChecked) {
        html.markup("<label><input type=\"checkbox\" name=\"").text(field.sentName()).markup("\" value=\"").text(value)
                .markup(isChecked ? "\" checked> " : "\"> ").text(title).markup("</label>\n");
    }

    private static void choice(Html html, String id, Field field, List<String> held) {
        label(html, id, field);
        html.markup("<select id=\"" + id + "\" name=\"").text(field.sentName())
                .markup(field.isRequired() ? "\" required>" : "\">")
                .markup("<option value=\"\"></option>");
        field.options().forEach(option -> html.markup("<option value=\"").text(option.value())
                .markup(held.contains(option.value()) ? "\" selected>" : "\">").text(option.title())
                .markup("</option>"));
        html.markup("</select>\n");
    }

    private static void input(Html html, String id, Field field, List<String> held) {
        label(html, id, field);
        String type = field.isSecret() ? "password" : switch (field.kind()) {
            case EMAIL -> "email";
            case URI -> "url";
            case DATE -> "date";
            default -> "text";
        };
        html.markup("<input id=\"" + id + "\" type=\"" + type + "\" autocomplete=\"off\" name=\"")
                .text(field.sentName())
                .markup("\" value=\"").text(held.isEmpty() ? "" : held.getFirst())
                .markup(field.isRequired() ? "\" required>\n" : "\">\n");
    }

    private static void label(Html html, String id, Field field) {
        html.markup("<label for=\"" + id + "\">").text(field.label()).markup("</label>\n");
    }
}
