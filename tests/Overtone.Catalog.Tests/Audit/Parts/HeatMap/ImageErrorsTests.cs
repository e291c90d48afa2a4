using CsCheck;
using Overtone.Catalog.Audit;
using Overtone.Robustness;

namespace Overtone.Catalog.Tests.Audit;

public class ImageErrorsTests
{
    private const int Images = 200;
    private static readonly FrequencyPlane Plane = new(16, 16);

    [Fact]
    public void Bits_come_back_as_they_were_written() =>
        Gen.Bool.Array[0, 40].Sample(bits =>
        {
            var text = ImageBits.Write(bits);
            return text.Length == (bits.Length + 3) / 4 && ImageBits.Read(text, bits.Length).SequenceEqual(bits);
        });

    [Fact]
    public void The_first_image_is_the_highest_bit() => Assert.Equal("90", ImageBits.Write([true, false, false, true, false]));

    [Fact]
    public void A_weakness_in_the_middle_shows_in_its_band_alone()
    {
        // Every fifth image is wrong as it is, and wrong everywhere; every second one is wrong in the middle.
        var errors = Errors((cell, image) => image % 5 == 0 || (image % 2 == 0 && Band(cell) == FrequencyBand.Middle));
        foreach (var band in Enum.GetValues<FrequencyBand>())
        {
            var (error, above) = errors.Of(Plane.Cells.Where(cell => Band(cell) == band))!.Value;
            var expected = band == FrequencyBand.Middle ? 0.4 : 0;
            Assert.Equal(0.2 + expected, error.Value, 1e-12);
            Assert.Equal(expected, above.Value, 1e-12);
            Assert.InRange(above.Value, above.Low, above.High);
        }
    }

    [Fact]
    public void The_same_images_make_the_difference_surer_than_the_error()
    {
        var errors = Errors((cell, image) => image % 5 == 0 || (image % 20 == 1 && cell.Radius > 0));
        var (error, above) = errors.Of(Plane.Cells.Where(cell => cell.Radius > 0))!.Value;
        // √(p(1−p)/n) of one twentieth and of a quarter.
        Assert.Equal(0.05, above.Value, 1e-12);
        Assert.Equal(2 * 1.96 * Math.Sqrt(0.05 * 0.95 / Images), above.High - above.Low, 0.01);
        Assert.Equal(2 * 1.96 * Math.Sqrt(0.25 * 0.75 / Images), error.High - error.Low, 0.01);
    }

    [Fact]
    public void Conjugate_cells_count_twice_and_those_of_themselves_once()
    {
        var errors = Errors((cell, _) => cell == new SpatialFrequency(0, 1));
        SpatialFrequency[] cells = [new(0, 0), new(0, 1), new(0, -1)];
        Assert.Equal(2 / 3.0, errors.Of(cells)!.Value.Error.Value, 1e-12);
        Assert.Null(errors.Of([]));
    }

    [Fact]
    public void Cells_of_an_adaptive_map_are_set_against_the_images_they_were_measured_on()
    {
        // Unperturbed, the second half of the images is wrong; high cells have seen the first half only.
        var errors = Errors((_, image) => image >= Images / 2, count: cell => Band(cell) == FrequencyBand.High ? Images / 2 : Images);
        var (error, above) = errors.Of(Plane.Cells)!.Value;
        var high = Plane.Cells.Count(cell => Band(cell) == FrequencyBand.High) / (double)Plane.Cells.Count;
        Assert.Equal((1 - high) / 2, error.Value, 1e-12);
        Assert.Equal((0, 0, 0), (above.Value, above.Low, above.High));
        // No ring errs more often than the whole sample unperturbed, up to the corner.
        Assert.Equal(11, errors.Withstood().Value);
    }

    [Fact]
    public void The_radius_has_an_interval_that_holds_it()
    {
        var sure = Errors((cell, image) => image % 5 == 0 || cell.Radius > 4.5).Withstood();
        Assert.Equal(new ErrorInterval(4, 4, 4), sure);
        // Three rings lie at the limit.
        var unsure = Errors((cell, image) => image % 5 == 0 || (cell.Radius > 4.5 && image % 20 is 1 or 2 or 3)).Withstood();
        Assert.True(unsure.Low < unsure.High);
        Assert.InRange(unsure.Value, unsure.Low, unsure.High);
    }

    private static FrequencyBand Band(SpatialFrequency cell) => FrequencyBands.Of(cell, 16);

    // Unperturbed, an image is wrong where it is wrong at zero frequency.
    private static ImageErrors Errors(Func<SpatialFrequency, int, bool> isWrong, Func<SpatialFrequency, int>? count = null)
    {
        var cells = new List<MeasuredCell>();
        foreach (var cell in Plane.Classes)
        {
            // Two blocks of images.
            var images = count?.Invoke(cell) ?? Images;
            foreach (var (first, length) in new[] { (0, 50), (50, images - 50) })
            {
                bool[] wrong = [.. Enumerable.Range(first, length).Select(image => isWrong(cell, image))];
                cells.Add(new(cell.Y, cell.X, first, length, wrong.Count(w => w), 0, 0, 0, 0, 0, ImageBits.Write(wrong)));
            }
        }

        return new ImageErrors(cells, new FrequencyTiling(Plane, 1), Enumerable.Range(0, Images).Select(image =>
            new CleanAnswer(image, 0, isWrong(new SpatialFrequency(0, 0), image) ? 1 : 0, 0, 0)));
    }
}
