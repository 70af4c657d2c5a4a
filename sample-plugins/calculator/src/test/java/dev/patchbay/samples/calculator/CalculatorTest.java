package dev.patchbay.samples.calculator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.testkit.ListedTool;
import dev.patchbay.testkit.PatchbayTest;
import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.ToolResult;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PatchbayTest
class CalculatorTest {
    @Test
    void theToolIsNamedLikeThePlugin(TestClient client) {
        assertEquals(List.of("calculator"), client.listTools().stream().map(ListedTool::name).toList());
    }

    @Test
    void multipliesFiveByThree(TestClient client) {
        ToolResult result = client.callTool("calculator", Map.of("operation", "multiply", "a", 5, "b", 3));

        assertFalse(result.isError());
        assertEquals(15L, result.json("result"));
        assertTrue(result.text().contains("15") && !result.text().contains("15.0"), result.text());
    }

    @Test
    void keepsDecimalsExact(TestClient client) {
        ToolResult result = client.callTool("calculator",
                Map.of("operation", "add", "a", new BigDecimal("0.1"), "b", new BigDecimal("0.2")));

        assertEquals(new BigDecimal("0.3"), result.json("result"));
    }

    @Test
    void saysHowToGoOnAfterADivisionByZero(TestClient client) {
        ToolResult result = client.callTool("calculator", Map.of("operation", "divide", "a", 1, "b", 0));

        assertTrue(result.isError());
        assertEquals("Cannot divide 1 by zero. Call again with a b that is not 0.", result.text());
    }

    @Test
    void namesTheOperationsThereAre(TestClient client) {
        ToolResult result = client.callTool("calculator", Map.of("operation", "modulo", "a", 1, "b", 2));

        assertTrue(result.isError());
        for (String word : List.of("operation", "add", "subtract", "multiply", "divide")) {
            assertTrue(result.text().contains(word), result.text());
        }
    }

    @Test
    void numbersTooLargeAreAnError(TestClient client) {
        BigDecimal huge = new BigDecimal("1E+200");

        ToolResult result = client.callTool("calculator", Map.of("operation", "multiply", "a", huge, "b", huge));

        assertTrue(result.isError());
        assertTrue(result.text().contains("more than 300 digits"), result.text());
    }
}
