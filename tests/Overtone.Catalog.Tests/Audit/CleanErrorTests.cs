using Overtone.Catalog.Audit;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.Audit;

public sealed class CleanErrorTests
{
    [Theory]
    [InlineData("0123456789", "0123456789", false)]
    [InlineData("0123456789", "1234567890", true)]
    // Half right, as half of the images are of the only class that it knows.
    [InlineData("0000012345", "0000000000", true)]
    [InlineData("0000012345", "0000000001", false)]
    [InlineData("0000000000", "0000000000", false)]
    public void A_model_that_guesses_or_knows_one_class_is_near_chance(string labels, string predictions, bool isNearChance) =>
        Assert.Equal(isNearChance, CleanError.IsNearChance(Preflight(labels, predictions)));

    // Each image three times.
    private static TableSet Preflight(string labels, string predictions)
    {
        CleanAnswer[] answers =
        [
            .. Enumerable.Range(0, 3 * labels.Length).Select(n => new CleanAnswer(
                n, labels[n % labels.Length] - '0', predictions[n % labels.Length] - '0', 0, 0)),
        ];
        return new TableSet(
        [
            Table.Of(answers),
            Table.Of([new ModelSize(1, 8, 8, answers.Length)]),
            Table.Of([new ModelProperty("classes", "10")]),
        ]);
    }
}
