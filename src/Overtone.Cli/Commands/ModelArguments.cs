using System.CommandLine;
using System.CommandLine.Parsing;
using Overtone.Catalog;
using Overtone.Hosting;
using Overtone.Studies;

namespace Overtone.Cli.Commands;

/// <summary>The models of a command: its arguments, or the demonstration in their place.</summary>
internal sealed class ModelArguments
{
    /// <summary>The option for the images.</summary>
    public const string DataOption = "--data";

    private readonly string _command;
    private readonly bool _takesSeveral;
    private readonly Argument<string[]> _models;
    private readonly Flag _demonstration;

    /// <param name="command">The command's name.</param>
    /// <param name="demonstration">What is done with the demonstration's network, as the end of a sentence.</param>
    /// <param name="files">What kind of file a model is.</param>
    /// <param name="several">What is done with several models, as the end of a sentence; null where there can be only one.</param>
    public ModelArguments(string command, string demonstration, string files = "ONNX or TorchScript", string? several = null)
    {
        (_command, _takesSeveral) = (command, several is not null);
        _models = new Argument<string[]>("model")
        {
            Description = $"Model file, {files}{(several is null ? "" : $"; if there are several, {several}")}",
            Arity = ArgumentArity.ZeroOrMore,
            Validators = { RefuseOption },
        };
        _demonstration = new Flag("--demo")
        {
            Description = $"Train a small convolutional network on the built-in digits and {demonstration}"
        };
    }

    /// <summary>What the command has beside the study's options.</summary>
    public IReadOnlyList<Symbol> Symbols => [_models, _demonstration];

    /// <summary>What it has in place of the study's options.</summary>
    public IReadOnlyDictionary<string, Func<ParseResult, object>> StandIns
    {
        get
        {
            var all = new Dictionary<string, Func<ParseResult, object>>(StringComparer.Ordinal) { ["--model"] = parsed => Read(parsed)[0] };
            if (_takesSeveral)
                all["--compare-with"] = parsed => Read(parsed)[1..];
            return all;
        }
    }

    /// <summary>Headings with what is added to them.</summary>
    public IReadOnlyList<OptionGroup> Groups =>
        [new("Model", _demonstration.Name), new("Images", DataOption, "--images", "--seed")];

    // The parser takes an option it does not know for the model.
    private void RefuseOption(ArgumentResult models)
    {
        if (models.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } option)
            models.AddError($"'{option.Value}' is not an option of {_command}; give the model without one: 'overtone {_command} MODEL "
                + "--data FOLDER'");
    }

    private string[] Read(ParseResult parsed)
    {
        string[] models = parsed.GetValue(_models) ?? [];
        if (_demonstration.IsIn(parsed))
            return models.Length == 0
                ? [StudyCatalog.DemonstrationModel]
                : throw new InvalidOptionException(_demonstration.Name, $"the model '{models[0]}' as well", "one of the two");
        if (models.Length == 0)
            throw new InvalidOptionException(_command, "no model", $"'overtone {_command} MODEL --data FOLDER', or 'overtone {_command} "
                + "--demo' for the built-in demonstration");
        if (models.Length > 1 && !_takesSeveral)
            throw new InvalidOptionException("model", $"{models.Length} models", "one");
        if (models.FirstOrDefault(model => !File.Exists(model)) is { } missing)
            throw new InvalidOptionException(
                "model", $"'{missing}'", Directory.Exists(missing) ? "a model file, not a folder" : "an existing ONNX or TorchScript file");
        if (parsed.GetResult(DataOption) is null)
            throw new InvalidOptionException(DataOption, "no images", "a folder of labelled images or the name of a data set");
        // A file may well be named like the demonstration.
        return Array.ConvertAll(models, model => model == StudyCatalog.DemonstrationModel ? Path.Combine(".", model) : model);
    }
}
