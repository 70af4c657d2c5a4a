package dev.patchbay.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * That the pages say what {@link ClientMatrixIT} proves; with {@code -Dpage=write} they are written anew. A cell that does
 * not work fails there, so a table with every cell that is run is what a green build has proven.
 */
class ClientMatrixTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final String BEGIN = "<!-- clients: made by ClientMatrixTest -->\n";
    private static final String END = "<!-- end of clients -->";

    @Test
    void thePageHasTheTableOfTheCode() throws IOException {
        holds("docs/proof.md", ClientMatrix.markdown((kind, scenario) -> "yes"));
    }

    @Test
    void theReadmeHasTheOverviewOfTheCode() throws IOException {
        holds("README.md", ClientMatrix.overview());
    }

    private static void holds(String name, String table) throws IOException {
        Path file = ROOT.resolve(name);
        String page = Files.readString(file);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (System.getProperty("page", "").equals("write")) {
            Files.writeString(file, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end)).as("%s is stale; renew it with -Dpage=write", name).isEqualTo(table);
    }

    @Test
    void everyCellIsRunOrSaysWhyNot() {
        String table = ClientMatrix.markdown((kind, scenario) -> "");

        assertThat(table.lines().filter(line -> line.startsWith("| 20"))).hasSize(ClientKind.values().length);
        assertThat(ClientMatrix.markdown((kind, scenario) -> "not run")).contains("not run");
    }
}
