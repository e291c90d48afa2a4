using System.CommandLine;
using System.CommandLine.Parsing;
using Overtone.Catalog.Audit;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;
using Overtone.Studies;

namespace Overtone.Cli.Commands;

/// <summary><c>overtone audit MODEL --data FOLDER</c>: the study of the same name, as people call it who have a model.</summary>
internal static class AuditCommand
{
    private const string DataOption = "--data";
    private static readonly Argument<string?> Model = new("model")
    {
        Description = "Model file, ONNX or TorchScript",
        Arity = ArgumentArity.ZeroOrOne,
        Validators = { RefuseOption },
    };

    private static readonly Flag Demonstration = new("--demo") { Description = "Audit a small convolutional network instead, trained here on the embedded digits" };

    public static Command Create(string[] args, Output output) => new StudyCommand(new ModelAudit(), args, output)
    {
        Summary = "Measure which frequencies a trained classifier needs and which break it, and write a report.",
        Examples = ["audit --demo", "audit model.onnx --data photos --norm 4", "audit --demo --preset smoke --fail-if 'clean_accuracy<0.5'"],
        Symbols = [Model, Demonstration],
        StandIns = new Dictionary<string, Func<ParseResult, string>>(StringComparer.Ordinal) { ["--model"] = ReadModel },
        Groups =
        [
            new("Model", Demonstration.Name, "--input-spec", "--range", "--mean", "--std", "--channels", "--layout", "--resize", "--output"),
            new("Images", DataOption, "--images", "--seed", "--batch-size"),
            new("Heat map", "--norm", "--norm-mode", "--phase", "--sign", "--clip", "--region", "--stride", "--metric", "--precision", "--method"),
            new("Sweeps over bandwidths", "--bandwidths", "--noise-norm"),
        ],
    }.Create();

    // The parser takes an option it does not know for the model.
    private static void RefuseOption(ArgumentResult model)
    {
        if (model.Tokens is [{ Value: ['-', ..] option }])
            model.AddError($"'{option}' is no option of audit; the model stands without one: 'overtone audit MODEL --data FOLDER'");
    }

    private static string ReadModel(ParseResult parsed)
    {
        string? model = parsed.GetValue(Model);
        if (Demonstration.IsIn(parsed))
            return model is null ? AuditOptions.Demonstration : throw new InvalidOptionException(Demonstration.Name, $"the model '{model}' beside it", "one of the two");
        if (model is null)
            throw new InvalidOptionException("audit", "no model", "'overtone audit MODEL --data FOLDER', or 'overtone audit --demo' for the built-in demonstration");
        if (!File.Exists(model))
            throw new InvalidOptionException("model", $"'{model}'", Directory.Exists(model) ? "a model file, not a folder" : "an existing ONNX or TorchScript file");
        if (parsed.GetResult(DataOption) is null)
            throw new InvalidOptionException(DataOption, "no images", "a folder of labelled images or the name of a data set");
        // A file may well be named like the demonstration.
        return model == AuditOptions.Demonstration ? Path.Combine(".", model) : model;
    }
}
