package dev.patchbay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.api.resource.UriTemplate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** URI templates match what a regular expression made of the same parts matches, with the same values. */
class UriTemplateFuzzTest {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\+?)([A-Za-z0-9_]+)\\}");

    @FuzzTest
    void matchesLikeARegularExpression(FuzzedDataProvider data) {
        String text = data.consumeString(80);
        String uri = data.consumeRemainingAsString();
        UriTemplate template;
        try {
            template = UriTemplate.parse(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("is malformed");
            return;
        }
        assertThat(template).hasToString(text);
        Optional<Map<String, String>> values = template.match(uri);
        Matcher expected = expression(text).matcher(uri);
        if (values.isPresent()) {
            assertThat(expected.matches()).as("it matches no %s", expected.pattern()).isTrue();
            assertThat(values.get().keySet()).containsExactlyElementsOf(template.variables());
            int group = 1;
            for (String value : values.get().values()) {
                String raw = expected.group(group++);
                assertThat(raw.contains("%") || raw.equals(value)).as("%s is taken for %s", raw, value).isTrue();
            }
        } else if (expected.matches()) {
            assertThat(uri).as("only a broken escape keeps it from matching").contains("%");
        }
    }

    /** A variable takes as little as it must, and what it has taken it keeps. */
    private static Pattern expression(String template) {
        StringBuilder expression = new StringBuilder();
        Matcher variables = VARIABLE.matcher(template);
        int at = 0;
        while (variables.find()) {
            expression.append(Pattern.quote(template.substring(at, variables.start())));
            at = variables.end();
            int next = template.indexOf('{', at);
            String literal = template.substring(at, next < 0 ? template.length() : next);
            if (!variables.group(1).isEmpty()) {
                expression.append("(.+)");
            } else if (literal.isEmpty()) {
                expression.append("([^/?#]+)");
            } else {
                expression.append("(?>([^/?#]+?)(?=").append(Pattern.quote(literal)).append("))");
            }
        }
        expression.append(Pattern.quote(template.substring(at)));
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }
}
