namespace Overtone.Tests;

public class LineFitTests
{
    [Fact]
    public void A_line_is_found_again()
    {
        var fit = LineFit.Of([(0, 1), (1, 3), (2, 5), (5, 11)]);
        Assert.Equal(
            (2, 1, 0, 1),
            (Math.Round(fit.Slope, 12), Math.Round(fit.Intercept, 12), Math.Round(fit.Residual, 12), Math.Round(fit.Correlation, 12)));
    }

    [Fact]
    public void What_it_leaves_is_the_root_mean_square_distance()
    {
        // y = x with −1, +2, −1 beside it: the slope and intercept stay.
        var fit = LineFit.Of([(0, -1), (1, 3), (2, 1)]);
        Assert.Equal((1, 0), (Math.Round(fit.Slope, 12), Math.Round(fit.Intercept, 12)));
        Assert.Equal(Math.Sqrt(2), fit.Residual, 1e-12);
    }

    [Fact]
    public void One_point_is_no_line() => Assert.Throws<ArgumentException>(() => LineFit.Of([(1, 1)]));
}
