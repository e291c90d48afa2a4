using System.Text.Json;
using Overtone.Training.Regimes;
using Overtone.Training.Regimes.Augmentation;

namespace Overtone.Tests.Training.Regimes.Augmentation;

/// <summary>Against torchvision and the Python Imaging Library: <c>augmentation.json</c>, which <c>augmentation.py</c> wrote.</summary>
public sealed class AugmentationTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Training/Regimes/Augmentation/Fixtures/augmentation.json"))).RootElement;

    public static TheoryData<string, int, bool> Results =>
    [
        .. Golden.GetProperty("results").EnumerateArray().Select(r => new TheoryDataRow<string, int, bool>(
            r.GetProperty("operation").GetString()!, r.GetProperty("magnitude").GetInt32(), r.GetProperty("isNegative").GetBoolean())),
    ];

    [Theory]
    [MemberData(nameof(Results))]
    public void An_operation_gives_the_bytes_of_the_imaging_library(string operation, int magnitude, bool isNegative)
    {
        (int height, int width) = (Golden.GetProperty("height").GetInt32(), Golden.GetProperty("width").GetInt32());
        JsonElement expected = Golden.GetProperty("results").EnumerateArray().Single(r =>
            r.GetProperty("operation").GetString() == operation && r.GetProperty("magnitude").GetInt32() == magnitude
            && r.GetProperty("isNegative").GetBoolean() == isNegative).GetProperty("pixels");
        var image = new ByteImage(height, width, new byte[ByteImage.BytesFor(height, width)]);
        Bytes(Golden.GetProperty("pixels")).CopyTo(image.Pixels);
        new AugmentationStep(Enum.Parse<ImageOperation>(operation), 1, magnitude).Apply(image, isNegative);
        Assert.Equal(Bytes(expected), image.Pixels.ToArray());
    }

    [Fact]
    public void The_policy_is_the_published_one()
    {
        JsonElement[] pairs = [.. Golden.GetProperty("policy").EnumerateArray()];
        Assert.Equal(pairs.Length, AugmentationPolicy.Cifar10.Count);
        foreach ((JsonElement pair, IReadOnlyList<AugmentationStep> ours) in pairs.Zip(AugmentationPolicy.Cifar10))
        {
            foreach ((JsonElement step, AugmentationStep our) in pair.EnumerateArray().Zip(ours))
            {
                Assert.Equal(step[0].GetString(), our.Operation.ToString());
                Assert.Equal(step[1].GetDouble(), our.Probability);
                Assert.Equal(step[2].ValueKind == JsonValueKind.Null ? our.Magnitude : step[2].GetInt32(), our.Magnitude);
            }
        }
    }

    [Fact]
    public void What_the_benchmark_has_too_is_left_out() => Assert.DoesNotContain(
        AugmentationPolicy.Cifar10WithoutCorruptions.SelectMany(pair => pair),
        step => step.Operation is ImageOperation.Brightness or ImageOperation.Contrast);

    [Theory]
    [InlineData("""[[{"operation": "rotate", "probability": 0.7, "magnitude": 2}]]""", null)]
    [InlineData(
        """[[{"operation": "blur", "probability": 0.7, "magnitude": 2}]]""",
        ": an unknown operation at $[0][0].operation, line 1; expected one of shear-x, ")]
    [InlineData(
        """[[{"operation": "rotate", "probability": 7, "magnitude": 2}]]""",
        ": step 1 with probability 7 and magnitude 2; expected a probability from 0 to 1")]
    [InlineData(
        """[[{"operation": "rotate", "chance": 1, "magnitude": 2}]]""",
        ": something else at $[0][0].chance, line 1; expected a list of lists")]
    [InlineData("[]", ": no steps; expected a list of lists of steps")]
    public void A_policy_is_read_from_a_file(string json, string? fault)
    {
        using var folder = new TemporaryFolder();
        string path = folder["policy.json"];
        File.WriteAllText(path, json);
        if (fault is null)
            Assert.Equal([new AugmentationStep(ImageOperation.Rotate, 0.7, 2)], Assert.Single(AugmentationPolicy.Read(path)));
        else
            Assert.StartsWith(
                $"Found {path}{fault}", Assert.Throws<RegimeException>(() => AugmentationPolicy.Read(path)).Message,
                StringComparison.Ordinal);
    }

    private static byte[] Bytes(JsonElement numbers) => [.. numbers.EnumerateArray().Select(n => n.GetByte())];
}
