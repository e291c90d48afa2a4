using System.Text.Json.Serialization;
using Overtone.Models;

namespace Overtone.Defenses;

/// <summary>
/// Post-averaging along random directions: the classifier's answers are averaged over 6K + 1 points around the image. Of several settings,
/// the one is taken for each image whose average has the least entropy; the gradient is that of the setting taken.
/// Source: 1905.12797, section 4, method <c>random</c>, as its authors' code has it; there the points lie around normalised images, here
/// around pixels in [0, 1], and nothing is clipped in either.
/// </summary>
/// <remarks>
/// Published as a defence, and broken: Square Attack left 15.8 % of the claimed 88.4 % on CIFAR-10. Locally linear logits are not changed
/// by averaging at all, only curvature and kinks within R are.
/// </remarks>
public sealed record PostAveraging : NeighbourhoodDefense
{
    /// <summary>One or several settings.</summary>
    public required IReadOnlyList<PostAverageSetting> Settings { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "post-averaging along random directions ("
        + $"{string.Join("; ", Settings.Select(setting => $"K {setting.Directions}, R {setting.Radius}"))}; "
        + $"{(Settings.Count > 1 ? "least entropy, " : "")}{Manner})";

    /// <inheritdoc/>
    [JsonIgnore]
    public override int PassesPerImage => Settings.Sum(setting => setting.Points);

    /// <summary>One setting.</summary>
    /// <param name="directions">K, at least 1.</param>
    /// <param name="radius">R, above zero, in units of pixels in [0, 1].</param>
    public static PostAveraging Of(int directions, double radius) => new() { Settings = [new PostAverageSetting(directions, radius)] };

    private protected override IReadOnlyList<int> PointsOfSettings => [.. Settings.Select(setting => setting.Points)];

    private protected override void RequireOptions(InputSize images)
    {
        Require(Settings.Count > 0, "Settings of post-averaging", "none", "at least one");
        foreach (PostAverageSetting setting in Settings)
        {
            Require(setting.Directions > 0, "Directions of post-averaging", setting.Directions, "at least 1");
            Require(
                setting.Radius > 0 && double.IsFinite(setting.Radius), "Radius of post-averaging", setting.Radius,
                "a finite number above 0, in units of pixels in [0, 1]");
        }
    }

    private protected override Neighbourhood PointsFor(IClassifier classifier) => Points(classifier.InputSize);

    /// <summary>The points around images of a size.</summary>
    internal RandomDirections Points(InputSize images) =>
        new([.. Settings.Select(setting => setting.SchemeFor(images))], "post-averaging", Seed, IsFrozen);
}
