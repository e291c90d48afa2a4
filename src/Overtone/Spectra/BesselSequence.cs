namespace Overtone.Spectra;

/// <summary>
/// The Bessel functions J_0, J_1, … of one argument, by their recurrence taken downwards, which is stable, from an order at which they have
/// vanished; J_0 + 2(J_2 + J_4 + …) = 1 gives the scale (Miller's algorithm, DLMF 3.6(iii)).
/// </summary>
internal static class BesselSequence
{
    // So many orders above the argument and above the last one wanted that what is wrong at the start has died away: beyond the argument
    // the functions fall in steps of its third root.
    private const int Head = 40;
    private const double HeadInRoots = 12;
    private const double Huge = 1e200;

    /// <summary>The first <paramref name="count"/> functions at <paramref name="z"/>.</summary>
    public static double[] Of(double z, int count)
    {
        var values = new double[count];
        if (z == 0)
        {
            values[0] = 1;
            return values;
        }

        int start = Math.Max(count, (int)Math.Ceiling(Math.Abs(z) + (HeadInRoots * Math.Cbrt(Math.Abs(z))))) + Head;
        double above = 0, here = 1, sum = 0;
        for (int order = start; order >= 0; order--)
        {
            if (order < count)
                values[order] = here;
            sum += order == 0 ? here : order % 2 == 0 ? 2 * here : 0;
            (above, here) = (here, (2 * order / z * here) - above);
            if (Math.Abs(here) < Huge)
                continue;
            (above, here, sum) = (above / Huge, here / Huge, sum / Huge);
            for (int index = order; index < count; index++)
                values[index] /= Huge;
        }

        for (int order = 0; order < count; order++)
            values[order] /= sum;
        return values;
    }
}
