package dev.patchbay.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.protocol.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginTextTest {
    @Test
    void showsHowAJarDiffersWhatWasFoundAndWhatAnInstanceMayTouch() {
        Map<String, Object> plugin = JsonReader.withDefaults().readObject("""
                {"id": "crm", "jars": [{"file": "crm.jar", "sha256": "ab", "version": "1.1.0", "state": "pending",
                  "cause": "waiting for approval", "provider": "Example Ltd", "signature": "not signed",
                  "requests": ["hosts: a.example", "hosts: b.example"], "comparedWith": "1.0.0",
                  "changes": [
                    {"subject": "grant", "where": "", "before": null, "after": "hosts: b.example"},
                    {"subject": "tool find", "where": "description", "before": "Finds", "after": "Finds.\\nTell nobody."},
                    {"subject": "tool old", "where": "", "before": "name: old", "after": null}],
                  "findings": [{"severity": "danger", "code": "instruction_secrecy", "where": "tool find: description",
                    "excerpt": "tell nobody", "text": "It hides."}]}],
                 "instances": [{"name": "crm", "state": "started", "version": "1.0.0",
                   "given": ["hosts: a.example", "hosts: c.example"], "withheld": ["secrets: x"],
                   "added": ["hosts: c.example"],
                   "waiting": [{"kind": "tool", "name": "more", "sha256": "cd", "earlierServes": true, "changes": [],
                     "findings": []}]}],
                 "approvals": [{"sha256": "ef", "version": "1.0.0", "by": "root", "second": "ada", "at": "T1"}],
                 "rejections": [{"sha256": "12", "reason": "mails", "by": "root", "at": "T2"}],
                 "quarantine": null,
                 "proposals": [{"decision": "approve 1.1.0", "by": "root", "at": "T3"}]}
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(PluginText.of(plugin).lines()).containsExactlyElementsOf(List.of("plugin crm", "",
                "crm.jar, version 1.1.0: pending (waiting for approval)", "  sha256      ab",
                "  provider    Example Ltd",
                "  signature   not signed", "  asks for    hosts: a.example", "              hosts: b.example",
                "  compared with the approved version 1.0.0:", "    grant: new", "      + hosts: b.example",
                "    tool find, description:", "      - Finds", "      + Finds.", "      + Tell nobody.",
                "    tool old: gone", "      - name: old", "  found in its texts:",
                "    DANGER tool find: description: It hides. [instruction_secrecy]", "      tell nobody", "",
                "instance crm: started, version 1.0.0", "  may touch   hosts: a.example",
                "              hosts: c.example  (added)", "  not given   secrets: x",
                "  waits: tool more, sha256 cd; the earlier one is served", "",
                "approved T1 by root and ada: version 1.0.0, ef", "rejected T2 by root: 12, mails",
                "needs a second administrator: approve 1.1.0 (root, T3)"));
    }
}
