using Overtone.Catalog.Audit;
using Overtone.Robustness;

namespace Overtone.Catalog.Tests.Audit;

public class HarmfulFrequenciesTests
{
    private static readonly FrequencyPlane Plane = new(8, 8);
    private static readonly SpatialFrequency[] Cells = [.. Plane.Classes];

    [Fact]
    public void The_second_breaks_what_the_first_leaves_and_not_what_it_breaks_as_well()
    {
        // Two neighbours break most of the images, and the same; a third cell breaks the rest.
        var errors = Errors((cell, image) => Array.IndexOf(Cells, cell) switch { 3 or 4 => image < 14, 9 => image >= 14, _ => false });
        Assert.Equal([Cells[3], Cells[9]], new HarmfulFrequencies(errors, Enumerable.Range(0, 20)).Choose(Cells, 2));
        // On the last images alone it is the other way round.
        Assert.Equal(Cells[9], new HarmfulFrequencies(errors, Enumerable.Range(12, 8)).Choose(Cells, 1)[0]);
    }

    [Fact]
    public void When_none_is_left_the_most_harmful_ones_follow()
    {
        var errors = Errors((cell, image) => Array.IndexOf(Cells, cell) switch { 5 => true, 7 => image < 9, 2 => image < 12, _ => false });
        Assert.Equal([Cells[5], Cells[2], Cells[7]], new HarmfulFrequencies(errors, Enumerable.Range(0, 20)).Choose(Cells, 3));
        Assert.Equal(Cells.Length, new HarmfulFrequencies(errors, Enumerable.Range(0, 20)).Choose(Cells, 1000).Count);
    }

    [Fact]
    public void A_cell_that_met_few_of_the_images_is_judged_on_those()
    {
        // The first cell broke eight of ten, the second, which met five images, all of them.
        var errors = Errors((cell, image) => cell == Cells[1] ? image < 8 : cell == Cells[6], cell => cell == Cells[6] ? 5 : 10);
        Assert.Equal(Cells[6], new HarmfulFrequencies(errors, Enumerable.Range(0, 10)).Choose(Cells, 1)[0]);
    }

    private static ImageErrors Errors(Func<SpatialFrequency, int, bool> isWrong, Func<SpatialFrequency, int>? count = null)
    {
        IEnumerable<MeasuredCell> cells = Cells.Select(cell =>
        {
            bool[] wrong = [.. Enumerable.Range(0, count?.Invoke(cell) ?? 20).Select(image => isWrong(cell, image))];
            return new MeasuredCell(cell.Y, cell.X, 0, wrong.Length, wrong.Count(w => w), 0, 0, 0, 0, 0, ImageBits.Write(wrong));
        });
        return new ImageErrors(
            cells, new FrequencyTiling(Plane, 1), Enumerable.Range(0, 20).Select(image => new CleanAnswer(image, 0, 0, 0, 0)));
    }
}
