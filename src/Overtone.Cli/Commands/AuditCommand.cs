using System.CommandLine;
using System.CommandLine.Parsing;
using Overtone.Catalog;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;
using Overtone.Studies;

namespace Overtone.Cli.Commands;

/// <summary><c>overtone audit MODEL --data FOLDER</c>: the study of the same name, as people call it who have a model.</summary>
internal static class AuditCommand
{
    private const string DataOption = "--data";
    private static readonly Argument<string[]> Models = new("model")
    {
        Description = "Model file, ONNX or TorchScript; if there are several, the others are compared with the first",
        Arity = ArgumentArity.ZeroOrMore,
        Validators = { RefuseOption },
    };

    private static readonly Flag Demonstration = new("--demo")
    {
        Description = "Train a small convolutional network on the built-in digits and audit that instead"
    };

    public static Command Create(string[] args, Output output) => new StudyCommand(StudyCatalog.Audit, args, output)
    {
        Summary = "Measure which frequencies a trained classifier needs and which break it, and write a report.",
        Examples =
        [
            "audit --demo",
            "audit model.onnx --data photos --norm 4",
            "audit model.onnx other.onnx --data photos --norm 4",
            "audit --demo --preset smoke --fail-if 'clean_accuracy<0.5'",
        ],
        Symbols = [Models, Demonstration],
        StandIns = new Dictionary<string, Func<ParseResult, object>>(StringComparer.Ordinal)
        {
            ["--model"] = parsed => Read(parsed)[0],
            ["--compare-with"] = parsed => Read(parsed)[1..],
        },
        Groups = [new("Model", Demonstration.Name), new("Images", DataOption, "--images", "--seed")],
    }.Create();

    // The parser takes an option it does not know for the model.
    private static void RefuseOption(ArgumentResult models)
    {
        if (models.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } option)
            models.AddError($"'{option.Value}' is not an option of audit; give the model without one: 'overtone audit MODEL --data "
                + "FOLDER'");
    }

    private static string[] Read(ParseResult parsed)
    {
        string[] models = parsed.GetValue(Models) ?? [];
        if (Demonstration.IsIn(parsed))
            return models.Length == 0
                ? [StudyCatalog.DemonstrationModel]
                : throw new InvalidOptionException(Demonstration.Name, $"the model '{models[0]}' as well", "one of the two");
        if (models.Length == 0)
            throw new InvalidOptionException("audit", "no model", "'overtone audit MODEL --data FOLDER', or 'overtone audit --demo' for "
                + "the built-in demonstration");
        if (models.FirstOrDefault(model => !File.Exists(model)) is { } missing)
            throw new InvalidOptionException(
                "model", $"'{missing}'", Directory.Exists(missing) ? "a model file, not a folder" : "an existing ONNX or TorchScript file");
        if (parsed.GetResult(DataOption) is null)
            throw new InvalidOptionException(DataOption, "no images", "a folder of labelled images or the name of a data set");
        // A file may well be named like the demonstration.
        return Array.ConvertAll(models, model => model == StudyCatalog.DemonstrationModel ? Path.Combine(".", model) : model);
    }
}
