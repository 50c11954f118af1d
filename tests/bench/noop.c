/* A program that does nothing: built dynamic and static, it is what starting any program costs. */
int main(void) { return 0; }
