using System.Text.Json;
using System.Text.Json.Serialization;
using static Overtone.Training.Regimes.Augmentation.ImageOperation;

namespace Overtone.Training.Regimes.Augmentation;

/// <summary>
/// Policies of augmentation: for each image one pair of operations is drawn, and each of the two is applied with its probability.
/// Source: 1805.09501, Table 7 (the 25 pairs for CIFAR-10).
/// </summary>
public static class AugmentationPolicy
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<ImageOperation>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The published policy for CIFAR-10.</summary>
    public static IReadOnlyList<IReadOnlyList<AugmentationStep>> Cifar10 { get; } =
    [
        Pair(Invert, 0.1, 7, Contrast, 0.2, 6), Pair(Rotate, 0.7, 2, TranslateX, 0.3, 9), Pair(Sharpness, 0.8, 1, Sharpness, 0.9, 3),
        Pair(ShearY, 0.5, 8, TranslateY, 0.7, 9), Pair(AutoContrast, 0.5, 8, Equalize, 0.9, 2), Pair(ShearY, 0.2, 7, Posterize, 0.3, 7),
        Pair(Color, 0.4, 3, Brightness, 0.6, 7), Pair(Sharpness, 0.3, 9, Brightness, 0.7, 9), Pair(Equalize, 0.6, 5, Equalize, 0.5, 1),
        Pair(Contrast, 0.6, 7, Sharpness, 0.6, 5), Pair(Color, 0.7, 7, TranslateX, 0.5, 8), Pair(Equalize, 0.3, 7, AutoContrast, 0.4, 8),
        Pair(TranslateY, 0.4, 3, Sharpness, 0.2, 6), Pair(Brightness, 0.9, 6, Color, 0.2, 8), Pair(Solarize, 0.5, 2, Invert, 0, 3),
        Pair(Equalize, 0.2, 0, AutoContrast, 0.6, 0), Pair(Equalize, 0.2, 8, Equalize, 0.6, 4), Pair(Color, 0.9, 9, Equalize, 0.6, 6),
        Pair(AutoContrast, 0.8, 4, Solarize, 0.2, 8), Pair(Brightness, 0.1, 3, Color, 0.7, 0), Pair(Solarize, 0.4, 5, AutoContrast, 0.9, 3),
        Pair(TranslateY, 0.9, 9, TranslateY, 0.7, 9), Pair(AutoContrast, 0.9, 2, Solarize, 0.8, 3), Pair(Equalize, 0.8, 8, Invert, 0.1, 3),
        Pair(TranslateY, 0.7, 9, AutoContrast, 0.9, 1),
    ];

    /// <summary>
    /// That policy without the operations that the corruption benchmark has, too: contrast and brightness. Their partners stay.
    /// Source: 1906.08988, as we recall it.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<AugmentationStep>> Cifar10WithoutCorruptions { get; } =
        [.. Cifar10.Select(pair => pair.Where(step => step.Operation is not (Contrast or Brightness)).ToArray())];

    /// <summary>
    /// Reads a policy: a list of lists of steps,
    /// <c>[[{"operation": "rotate", "probability": 0.7, "magnitude": 2}, ...], ...]</c>.
    /// </summary>
    /// <param name="path">A JSON file.</param>
    /// <exception cref="RegimeException">It cannot be read, or a step is not as it should be; the message says which.</exception>
    public static IReadOnlyList<IReadOnlyList<AugmentationStep>> Read(string path)
    {
        const string Expected = "a list of lists of steps like {\"operation\": \"rotate\", \"probability\": 0.7, \"magnitude\": 2}";
        AugmentationStep[][]? policy;
        try
        {
            using FileStream file = File.OpenRead(path);
            policy = JsonSerializer.Deserialize<AugmentationStep[][]>(file, Format);
        }
        catch (JsonException fault)
        {
            bool isOperation = fault.Path?.EndsWith(".operation", StringComparison.Ordinal) == true;
            throw new RegimeException(
                $"{path}: {(isOperation ? "an unknown operation" : "something else")} at {fault.Path}, line {fault.LineNumber + 1}",
                isOperation ? $"one of {string.Join(", ", Enum.GetValues<ImageOperation>().Select(Name))}" : Expected);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RegimeException($"{path}, which cannot be read ({fault.Message})", "a policy file");
        }

        if (policy is null or [] || policy.Any(pair => pair is null || pair.Any(step => step is null)))
            throw new RegimeException($"{path}: no steps", Expected);
        foreach ((int n, AugmentationStep step) in policy.SelectMany(pair => pair).Index())
        {
            if (!(step.Probability is >= 0 and <= 1) || step.Magnitude is < 0 or > AugmentationStep.Strongest)
            {
                throw new RegimeException(
                    FormattableString.Invariant($"{path}: step {n + 1} with probability {step.Probability} and magnitude {step.Magnitude}"),
                    $"a probability from 0 to 1 and a magnitude from 0 to {AugmentationStep.Strongest}");
            }
        }

        return policy;
    }

    private static string Name(ImageOperation operation) => JsonNamingPolicy.KebabCaseLower.ConvertName(operation.ToString());

    private static AugmentationStep[] Pair(
        ImageOperation first, double firstProbability, int firstMagnitude, ImageOperation second, double secondProbability,
        int secondMagnitude) => [new(first, firstProbability, firstMagnitude), new(second, secondProbability, secondMagnitude)];
}
