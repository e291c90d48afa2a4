using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>Whether a model is there, and what can be known of it without opening it, before anything is measured.</summary>
internal static class ModelRequirements
{
    /// <summary>Checks the model of an audit of one model.</summary>
    /// <exception cref="ModelFormatException">The file is damaged or of another kind.</exception>
    /// <exception cref="InvalidOptionException">There is no such file, or it cannot compute with the numbers asked for.</exception>
    public static void Require(AuditOptions options)
    {
        RequireFile(options);
        if (options.Dtype == NumberType.Float32)
            return;
        string found = $"{StudyText.Kebab(options.Dtype)} for {Path.GetFileName(options.Model)}";
        if (options.IsDemonstration)
            throw new InvalidOptionException("--dtype", found, "a model file");
        if (GradientFault(options) is { } fault)
            throw new InvalidOptionException("--dtype", found, $"a model that libtorch can compute ({fault})");
    }

    /// <summary>Checks that the model is a file of a kind that can be opened.</summary>
    /// <exception cref="ModelFormatException">The file is damaged or of another kind.</exception>
    /// <exception cref="InvalidOptionException">There is no such file.</exception>
    public static void RequireFile(ModelOptions options)
    {
        string model = options.Model;
        if (!options.IsDemonstration && !File.Exists(model))
        {
            string expected = Directory.Exists(model) ? "a model file, not a folder" : "an existing ONNX or TorchScript file";
            throw new InvalidOptionException("--model", $"'{model}'", expected);
        }

        // Damaged files and files of another kind are refused here, before any part looks into them.
        if (!options.IsDemonstration)
            ClassifierFile.FilesOf(model);
    }

    /// <summary>Why the output that is asked for has no gradients by pixels, told without loading the model; null if it has.</summary>
    /// <exception cref="ModelFormatException">The model or its side file is damaged.</exception>
    public static string? GradientFault(ModelOptions options) =>
        options.IsDemonstration ? null : ClassifierFile.GradientFault(options.Model, ModelInput.Of(options).Output);
}
