package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import java.util.Optional;

/**
 * A tool that adds a row to a configured table.
 *
 * @param name its name
 * @param title its title
 * @param description what it does
 * @param missing the text where a required value is missing
 * @param duplicate the text where a unique value is there already
 * @param created the text of success
 * @param error what another failure begins with
 */
public record CreateTool(@Description("Name of the tool") @Schema(minLength = 1) String name,
        @Description("Title for people") Optional<String> title,
        @Description("What it does, for the model") @Schema(minLength = 1) String description,
        @Description("Text where a required value is missing; without it the schema requires them")
        Optional<String> missing,
        @Description("Text where a unique value is there already") Optional<String> duplicate,
        @Description("Text of success; {column} stands for a value of the new row")
        Optional<String> created,
        @Description("What the text of another failure begins with, such as 'Error creating user: '")
        Optional<String> error) {}
